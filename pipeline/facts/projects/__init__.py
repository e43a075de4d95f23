"""Projects (项目), put together from all tables that print them, with their amounts and spending plans."""
