-- Schema audit, what each run changed: disclosures, amounts and files against what was published before (变更记录).
-- This file is the contract: names, types and keys. The rows of earlier runs are kept; the lake holds them (lake/changes).

CREATE TABLE audit.run (
    run_id              VARCHAR PRIMARY KEY,
    run_at              TIMESTAMP NOT NULL,
    documents           INTEGER NOT NULL,
    disclosures_new     INTEGER NOT NULL,
    disclosures_changed INTEGER NOT NULL,
    disclosures_gone    INTEGER NOT NULL,
    amounts_moved       INTEGER NOT NULL,
    note                VARCHAR
);
COMMENT ON TABLE audit.run IS 'One row per run that published a database (入库批次). Unique: run_id.';
COMMENT ON COLUMN audit.run.run_id IS 'Id of the run; in the Dagster UI the same';
COMMENT ON COLUMN audit.run.run_at IS 'When the run compared its database with the published one, UTC';
COMMENT ON COLUMN audit.run.documents IS 'Documents whose status changed (audit.document_change)';
COMMENT ON COLUMN audit.run.disclosures_new IS 'Disclosures that were not there before (audit.disclosure_change)';
COMMENT ON COLUMN audit.run.disclosures_changed IS 'Disclosures restated, read anew with other figures, or with other parts';
COMMENT ON COLUMN audit.run.disclosures_gone IS 'Disclosures withdrawn';
COMMENT ON COLUMN audit.run.amounts_moved IS 'Lines of changed disclosures whose amount moved, appeared or went';
COMMENT ON COLUMN audit.run.note IS 'Why nothing could be compared; null when all was';

CREATE TABLE audit.document_change (
    run_id        VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    path          VARCHAR NOT NULL,
    status_before VARCHAR,
    status        VARCHAR NOT NULL,
    reason        VARCHAR,
    PRIMARY KEY (run_id, document_id)
);
COMMENT ON TABLE audit.document_change IS 'One row per run and document whose status changed (文件变更). Unique: (run_id, document_id).';
COMMENT ON COLUMN audit.document_change.run_id IS 'Run (audit.run)';
COMMENT ON COLUMN audit.document_change.document_id IS 'Document (raw.document)';
COMMENT ON COLUMN audit.document_change.path IS 'Path relative to its root';
COMMENT ON COLUMN audit.document_change.status_before IS 'Status published before; null for a new document';
COMMENT ON COLUMN audit.document_change.status IS 'Status published by the run: loaded, quarantined, superseded, withdrawn';
COMMENT ON COLUMN audit.document_change.reason IS 'Why it is not loaded, in words for a person';

CREATE TABLE audit.disclosure_change (
    run_id               VARCHAR NOT NULL,
    change               VARCHAR NOT NULL CHECK (change IN ('new', 'restated', 'parts', 'reread', 'withdrawn')),
    region_code          VARCHAR,
    department_id        VARCHAR NOT NULL,
    department_name      VARCHAR NOT NULL,
    fiscal_year          SMALLINT NOT NULL,
    kind                 VARCHAR NOT NULL,
    scope                VARCHAR NOT NULL,
    disclosure_id_before VARCHAR,
    disclosure_id        VARCHAR,
    version_before       INTEGER,
    version              INTEGER,
    documents            VARCHAR NOT NULL,
    lines_moved          INTEGER NOT NULL
);
COMMENT ON TABLE audit.disclosure_change IS 'One row per run and disclosure that came, changed or went, current version against current version (预算公开变更). Unique: (run_id, department_id, fiscal_year, kind, scope).';
COMMENT ON COLUMN audit.disclosure_change.run_id IS 'Run (audit.run)';
COMMENT ON COLUMN audit.disclosure_change.change IS 'new, restated (another version is current), parts (the same version has other documents), reread (the same documents give other figures: the program changed), withdrawn';
COMMENT ON COLUMN audit.disclosure_change.region_code IS 'Region (行政区划代码) (core.dim_region)';
COMMENT ON COLUMN audit.disclosure_change.department_id IS 'Department (部门) (core.dim_department)';
COMMENT ON COLUMN audit.disclosure_change.department_name IS 'Its name, or that of the unit that discloses';
COMMENT ON COLUMN audit.disclosure_change.fiscal_year IS 'Fiscal year (预算年度) disclosed';
COMMENT ON COLUMN audit.disclosure_change.kind IS 'budget 预算 or final_accounts 决算';
COMMENT ON COLUMN audit.disclosure_change.scope IS 'department 部门, own 本级, unit 所属单位';
COMMENT ON COLUMN audit.disclosure_change.disclosure_id_before IS 'Disclosure that was current before; null for a new one';
COMMENT ON COLUMN audit.disclosure_change.disclosure_id IS 'Disclosure that is current now (core.disclosure); null for a withdrawn one';
COMMENT ON COLUMN audit.disclosure_change.version_before IS 'Version that was current before';
COMMENT ON COLUMN audit.disclosure_change.version IS 'Version that is current now';
COMMENT ON COLUMN audit.disclosure_change.documents IS 'Paths of its documents now, of a withdrawn one before, joined by ''; ''';
COMMENT ON COLUMN audit.disclosure_change.lines_moved IS 'Lines whose amount moved, appeared or went; 0 for a new or withdrawn disclosure';

CREATE TABLE audit.amount_change (
    run_id             VARCHAR NOT NULL,
    disclosure_id      VARCHAR NOT NULL,
    grain              VARCHAR NOT NULL CHECK (grain IN ('headline', 'line')),
    measure            VARCHAR,
    fiscal_year        SMALLINT,
    statement          VARCHAR,
    label_path         VARCHAR,
    column_path        VARCHAR,
    amount_before_yuan DECIMAL(20,2),
    amount_yuan        DECIMAL(20,2),
    change_yuan        DECIMAL(20,2),
    fact_id_before     VARCHAR,
    fact_id            VARCHAR
);
COMMENT ON TABLE audit.amount_change IS 'One row per run and amount that moved: headline measures of every disclosure that came, changed or went, and single lines of a changed one where not many moved (金额变更). Unique: (run_id, disclosure_id, grain, measure, fiscal_year, fact_id_before, fact_id).';
COMMENT ON COLUMN audit.amount_change.run_id IS 'Run (audit.run)';
COMMENT ON COLUMN audit.amount_change.disclosure_id IS 'Disclosure that is current now, of a withdrawn one the one before (audit.disclosure_change)';
COMMENT ON COLUMN audit.amount_change.grain IS 'headline (a measure of mart.department_year) or line (a money cell)';
COMMENT ON COLUMN audit.amount_change.measure IS 'Headline measure, for example expenditure_total; null for a line';
COMMENT ON COLUMN audit.amount_change.fiscal_year IS 'Year of the amount';
COMMENT ON COLUMN audit.amount_change.statement IS 'Statement (表) of the line; of a headline figure where it was taken from, null when from the text';
COMMENT ON COLUMN audit.amount_change.label_path IS 'Labels of the ancestors and the label of the line, joined by ''/''';
COMMENT ON COLUMN audit.amount_change.column_path IS 'Header texts above the value, joined by ''/''';
COMMENT ON COLUMN audit.amount_change.amount_before_yuan IS 'Amount published before, in 元; null when there was none';
COMMENT ON COLUMN audit.amount_change.amount_yuan IS 'Amount now, in 元; null when there is none';
COMMENT ON COLUMN audit.amount_change.change_yuan IS 'amount_yuan - amount_before_yuan, a missing one counted as 0';
COMMENT ON COLUMN audit.amount_change.fact_id_before IS 'Fact that gave the amount before; it may be gone from the warehouse';
COMMENT ON COLUMN audit.amount_change.fact_id IS 'Fact that gives the amount now, to be given to mart.trace';
