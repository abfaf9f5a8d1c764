"""Pages about money: the budget for readers, the work for those who do it. A view is a function."""
