"""Reading 整改处理."""
