"""Pages of 整改处理."""
