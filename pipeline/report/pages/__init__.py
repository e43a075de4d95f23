"""Pages of one HTML file each, which need no network: the report and the data dictionary."""
