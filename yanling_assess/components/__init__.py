"""组件: one page that shows every piece the pages are made of."""
