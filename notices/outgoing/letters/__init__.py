"""函件 that go with 整改处理: 限期整改通知书, 约谈通知书, 撤出人员通知书, 移送函.

Their facts come out of the frozen lines of the result that opened the follow-up, their basis word for word
out of the edition stored with it; the office edits the words around them.
"""
