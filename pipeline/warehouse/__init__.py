"""The lake of Parquet files, the build of the database from it, and its publication."""
