"""The same project across years: same code, else same bureau and name without year tokens."""

import duckdb

# Projects arrive with their name without year tokens as key. A code that two printings share joins the keys of their
# names, whatever they are called; the first of these in order stands for all.
_SETTLE = """
UPDATE core.fact_project AS project
SET project_key = settled.project_key, key_reason = settled.key_reason
FROM (
    WITH named AS (
        SELECT
            project.project_id,
            project.project_code,
            coalesce(department.department_key, disclosure.department_id) || '|' || project.project_key AS name_key
        FROM core.fact_project AS project
        JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = project.disclosure_id
        LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    ), coded AS (
        SELECT project_code, min(name_key) AS first_key, count(*) AS printings
        FROM named WHERE project_code IS NOT NULL GROUP BY project_code
    )
    SELECT
        named.project_id,
        left(md5(coalesce(coded.first_key, named.name_key)), 16) AS project_key,
        CASE WHEN coded.printings > 1 THEN 'code' ELSE 'name' END AS key_reason
    FROM named
    LEFT JOIN coded ON coded.project_code = named.project_code
) AS settled
WHERE settled.project_id = project.project_id
"""


def settle_project_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Set project_key and key_reason of all rows of core.fact_project."""
    connection.execute(_SETTLE)
