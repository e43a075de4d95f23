"""Performance indicators (绩效指标) and their targets."""
