-- mart.data_quality: how far each document can be trusted, and what became of those that give no figures (数据质量).
--
-- Figures, identities and findings are those of current disclosures; a superseded document is listed without any.
--
-- Row: one document found below a raw folder, whatever became of it.
-- Depends on: raw.document, raw.table, raw.cell, core.disclosure, core.dim_department, core.dim_region,
--   core.fact_line_item, core.fact_narrative, audit.unparsed_cell, audit.identity_result, audit.correction,
--   audit.quarantine, audit.rule_result
-- Unique: document_id
-- Columns:
--   document_id          document
--   document_path        path of the document below its raw folder
--   status               loaded, quarantined, superseded or withdrawn
--   reason               why it is not loaded; null when it is
--   reader               reader that read it
--   pages                pages; null where the format has none
--   disclosures          current disclosures it gives figures to
--   region_name          region (行政区划) of its disclosure; null when it holds several or none
--   department_name      department (部门) of its disclosure; null when it holds several or none
--   fiscal_year          fiscal year (预算年度) of its disclosure; null when it holds several or none
--   tables               tables read
--   tables_unreadable    tables held back because they could not be read
--   blocks_held_back     tables and paragraphs in quarantine
--   cells                cells of tables that are not blank
--   unparsed             cells among them that are no figure, label, header or furniture, dashes not counted
--   accounted_share      cells that are understood, in percent points of cells; null without cells
--   figures              money cells of tables
--   proven               figures that arithmetic proves
--   corrected            figures that were read anew and fit
--   disputed             figures of which an identity fails
--   unchecked            figures in no identity
--   proven_share         proven and corrected in percent points of figures; null without figures
--   proven_amount_share  the same by amount: how much of the money is proven, in percent points
--   narrative_figures    amounts in the text
--   narrative_proven     those of them that are proven or corrected
--   identities           identities checked within the document
--   identities_failed    identities that do not hold
--   corrections          figures that were repaired or left out as not printed
--   errors               findings of severity error
--   warnings             findings of severity warning
--   infos                findings of severity info
CREATE VIEW mart.data_quality AS
WITH region AS (
    SELECT region_code, coalesce(valid_from, 0) AS valid_from, any_value(name) AS name
    FROM core.dim_region GROUP BY ALL
), disclosure AS (
    SELECT
        disclosure.disclosure_id,
        region.name AS region_name,
        department.name AS department_name,
        disclosure.fiscal_year
    FROM core.disclosure AS disclosure
    LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    ASOF LEFT JOIN region
        ON region.region_code = disclosure.region_code AND disclosure.fiscal_year >= region.valid_from
    WHERE disclosure.is_current
), tables AS (
    SELECT document_id, count(*) AS tables, count(*) FILTER (WHERE state = 'unreadable') AS unreadable
    FROM raw.table GROUP BY document_id
), cells AS (
    SELECT document_id, count(*) AS cells FROM raw.cell WHERE trim(text) <> '' GROUP BY document_id
), unparsed AS (
    SELECT document_id, count(*) FILTER (WHERE reason <> 'printed nil') AS cells
    FROM audit.unparsed_cell GROUP BY document_id
), held_back AS (
    SELECT document_id, count(*) AS blocks FROM audit.quarantine
    WHERE table_no IS NOT NULL OR paragraph_no IS NOT NULL GROUP BY document_id
), figures AS (
    SELECT
        item.document_id,
        count(*) AS figures,
        count(*) FILTER (WHERE item.proof = 'proven') AS proven,
        count(*) FILTER (WHERE item.proof = 'corrected') AS corrected,
        count(*) FILTER (WHERE item.proof = 'disputed') AS disputed,
        count(*) FILTER (WHERE item.proof = 'unchecked') AS unchecked,
        sum(abs(item.amount_yuan)) FILTER (WHERE item.proof IN ('proven', 'corrected')) AS proven_yuan,
        sum(abs(item.amount_yuan)) AS yuan
    FROM core.fact_line_item AS item
    JOIN disclosure ON disclosure.disclosure_id = item.disclosure_id
    GROUP BY item.document_id
), narrative AS (
    SELECT
        told.document_id,
        count(*) AS figures,
        count(*) FILTER (WHERE told.proof IN ('proven', 'corrected')) AS proven
    FROM core.fact_narrative AS told
    JOIN disclosure ON disclosure.disclosure_id = told.disclosure_id
    GROUP BY told.document_id
), held AS (
    SELECT DISTINCT document_id, disclosure_id FROM core.fact_line_item
    UNION
    SELECT DISTINCT document_id, disclosure_id FROM core.fact_narrative
), identified AS (
    SELECT
        held.document_id,
        count(*) AS disclosures,
        CASE WHEN count(*) = 1 THEN any_value(disclosure.region_name) END AS region_name,
        CASE WHEN count(*) = 1 THEN any_value(disclosure.department_name) END AS department_name,
        CASE WHEN count(*) = 1 THEN any_value(disclosure.fiscal_year) END AS fiscal_year
    FROM held
    JOIN disclosure ON disclosure.disclosure_id = held.disclosure_id
    GROUP BY held.document_id
), identity AS (
    SELECT
        result.document_id,
        count(*) AS identities,
        count(*) FILTER (WHERE result.holds = 'no') AS failed
    FROM audit.identity_result AS result
    JOIN disclosure ON disclosure.disclosure_id = result.disclosure_id
    GROUP BY result.document_id
), correction AS (
    SELECT document_id, count(*) AS corrections FROM audit.correction GROUP BY document_id
), finding AS (
    SELECT
        document_id,
        count(*) FILTER (WHERE severity = 'error') AS errors,
        count(*) FILTER (WHERE severity = 'warning') AS warnings,
        count(*) FILTER (WHERE severity = 'info') AS infos
    FROM audit.rule_result GROUP BY document_id
)
SELECT
    document.document_id,
    document.path AS document_path,
    document.status,
    document.reason,
    document.reader,
    document.pages,
    coalesce(identified.disclosures, 0) AS disclosures,
    identified.region_name,
    identified.department_name,
    identified.fiscal_year,
    coalesce(tables.tables, 0) AS tables,
    coalesce(tables.unreadable, 0) AS tables_unreadable,
    coalesce(held_back.blocks, 0) AS blocks_held_back,
    coalesce(cells.cells, 0) AS cells,
    coalesce(unparsed.cells, 0) AS unparsed,
    CAST(100 * (cells.cells - coalesce(unparsed.cells, 0)) / nullif(cells.cells, 0) AS DECIMAL(9, 4))
        AS accounted_share,
    coalesce(figures.figures, 0) AS figures,
    coalesce(figures.proven, 0) AS proven,
    coalesce(figures.corrected, 0) AS corrected,
    coalesce(figures.disputed, 0) AS disputed,
    coalesce(figures.unchecked, 0) AS unchecked,
    CAST(100 * (figures.proven + figures.corrected) / nullif(figures.figures, 0) AS DECIMAL(9, 4)) AS proven_share,
    CAST(100 * coalesce(figures.proven_yuan, 0) / nullif(figures.yuan, 0) AS DECIMAL(9, 4)) AS proven_amount_share,
    coalesce(narrative.figures, 0) AS narrative_figures,
    coalesce(narrative.proven, 0) AS narrative_proven,
    coalesce(identity.identities, 0) AS identities,
    coalesce(identity.failed, 0) AS identities_failed,
    coalesce(correction.corrections, 0) AS corrections,
    coalesce(finding.errors, 0) AS errors,
    coalesce(finding.warnings, 0) AS warnings,
    coalesce(finding.infos, 0) AS infos
FROM raw.document AS document
LEFT JOIN identified ON identified.document_id = document.document_id
LEFT JOIN tables ON tables.document_id = document.document_id
LEFT JOIN cells ON cells.document_id = document.document_id
LEFT JOIN unparsed ON unparsed.document_id = document.document_id
LEFT JOIN held_back ON held_back.document_id = document.document_id
LEFT JOIN figures ON figures.document_id = document.document_id
LEFT JOIN narrative ON narrative.document_id = document.document_id
LEFT JOIN identity ON identity.document_id = document.document_id
LEFT JOIN correction ON correction.document_id = document.document_id
LEFT JOIN finding ON finding.document_id = document.document_id;
