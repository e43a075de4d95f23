-- Schema audit: Why to trust it: identities, corrections and what was left out (审计).
-- This file is the contract: names, types and keys. Foreign keys are not declared, the comments name what a key points to.

CREATE SCHEMA audit;

CREATE TABLE audit.identity_result (
    identity_id   VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR,
    rule          VARCHAR NOT NULL,
    statement     VARCHAR,
    equation      VARCHAR NOT NULL,
    expected      DECIMAL(20,2),
    actual        DECIMAL(20,2),
    difference    DECIMAL(20,2),
    tolerance     DECIMAL(20,2),
    holds         VARCHAR NOT NULL CHECK (holds IN ('exact', 'within_rounding', 'no'))
);
COMMENT ON TABLE audit.identity_result IS 'One row per identity (勾稽关系) that was checked. Unique: identity_id.';
COMMENT ON COLUMN audit.identity_result.identity_id IS 'Hash of the rule and the facts it joins';
COMMENT ON COLUMN audit.identity_result.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN audit.identity_result.document_id IS 'Document the row was read from (raw.document); null across documents';
COMMENT ON COLUMN audit.identity_result.rule IS 'Kind of identity, for example the parts of a row against its total';
COMMENT ON COLUMN audit.identity_result.statement IS 'Statement it holds in; null across statements';
COMMENT ON COLUMN audit.identity_result.equation IS 'The equation as readable text';
COMMENT ON COLUMN audit.identity_result.expected IS 'Sum of the side expected, in 元, of counts in what is counted';
COMMENT ON COLUMN audit.identity_result.actual IS 'Sum of the side found, in 元, of counts in what is counted';
COMMENT ON COLUMN audit.identity_result.difference IS 'actual - expected, in 元';
COMMENT ON COLUMN audit.identity_result.tolerance IS 'Rounding allowed, in 元';
COMMENT ON COLUMN audit.identity_result.holds IS 'exact, within_rounding or no';

CREATE TABLE audit.identity_member (
    identity_id VARCHAR NOT NULL,
    fact_id     VARCHAR NOT NULL,
    side        VARCHAR NOT NULL,
    coefficient DECIMAL(20,6) NOT NULL
);
COMMENT ON TABLE audit.identity_member IS 'One row per fact in an identity. Unique: (identity_id, fact_id, side).';
COMMENT ON COLUMN audit.identity_member.identity_id IS 'Identity (audit.identity_result)';
COMMENT ON COLUMN audit.identity_member.fact_id IS 'Fact of any kind, by its id';
COMMENT ON COLUMN audit.identity_member.side IS 'expected or actual';
COMMENT ON COLUMN audit.identity_member.coefficient IS 'Factor with which the fact enters its side';

CREATE TABLE audit.correction (
    fact_id       VARCHAR NOT NULL,
    disclosure_id VARCHAR,
    document_id   VARCHAR NOT NULL,
    place         VARCHAR NOT NULL,
    before        VARCHAR,
    after         VARCHAR,
    evidence      VARCHAR NOT NULL
);
COMMENT ON TABLE audit.correction IS 'One row per figure that was repaired (更正), and per figure of a row or column of which the name or header was. Unique: (fact_id, place).';
COMMENT ON COLUMN audit.correction.fact_id IS 'Fact of any kind, by its id';
COMMENT ON COLUMN audit.correction.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN audit.correction.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN audit.correction.place IS 'Where it stands, in words';
COMMENT ON COLUMN audit.correction.before IS 'As read';
COMMENT ON COLUMN audit.correction.after IS 'As repaired';
COMMENT ON COLUMN audit.correction.evidence IS 'What makes the repair the only one';

CREATE TABLE audit.quarantine (
    document_id  VARCHAR NOT NULL,
    path         VARCHAR,
    table_no     INTEGER,
    paragraph_no INTEGER,
    stage        VARCHAR NOT NULL,
    reason       VARCHAR NOT NULL
);
COMMENT ON TABLE audit.quarantine IS 'One row per document or block that is not loaded (隔离).';
COMMENT ON COLUMN audit.quarantine.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN audit.quarantine.path IS 'Path of the document relative to its root';
COMMENT ON COLUMN audit.quarantine.table_no IS 'Table that is held back, null for a paragraph or the whole document';
COMMENT ON COLUMN audit.quarantine.paragraph_no IS 'Paragraph that is held back, or behind which something stands that was not read (an object, a picture); null for a table or the whole document';
COMMENT ON COLUMN audit.quarantine.stage IS 'Where it stopped: read, identity, statement, facts';
COMMENT ON COLUMN audit.quarantine.reason IS 'Why, in words for a person';

CREATE TABLE audit.unparsed_cell (
    document_id   VARCHAR NOT NULL,
    disclosure_id VARCHAR,
    table_no      INTEGER NOT NULL,
    row_no        INTEGER NOT NULL,
    col_no        INTEGER NOT NULL,
    statement     VARCHAR,
    column_path   VARCHAR,
    text          VARCHAR NOT NULL,
    reason        VARCHAR NOT NULL
);
COMMENT ON TABLE audit.unparsed_cell IS 'One row per non-blank cell that is no fact, label, header or furniture (未解析单元格). Unique: (document_id, table_no, row_no, col_no).';
COMMENT ON COLUMN audit.unparsed_cell.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN audit.unparsed_cell.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure); null when none was identified';
COMMENT ON COLUMN audit.unparsed_cell.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN audit.unparsed_cell.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';
COMMENT ON COLUMN audit.unparsed_cell.col_no IS 'Column of the table, counted from 1 (raw.cell)';
COMMENT ON COLUMN audit.unparsed_cell.statement IS 'Statement (表) the cell stands in';
COMMENT ON COLUMN audit.unparsed_cell.column_path IS 'Header texts above the cell, joined by ''/''';
COMMENT ON COLUMN audit.unparsed_cell.text IS 'Text as printed';
COMMENT ON COLUMN audit.unparsed_cell.reason IS 'Why it is no fact, for example ''printed nil''';

CREATE TABLE audit.rounding_note (
    document_id   VARCHAR NOT NULL,
    disclosure_id VARCHAR,
    paragraph_no  INTEGER NOT NULL,
    text          VARCHAR NOT NULL
);
COMMENT ON TABLE audit.rounding_note IS 'One row per paragraph in which a document speaks of rounding itself (四舍五入说明). Unique: (document_id, paragraph_no).';
COMMENT ON COLUMN audit.rounding_note.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN audit.rounding_note.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure); null when none was identified';
COMMENT ON COLUMN audit.rounding_note.paragraph_no IS 'Paragraph of the document, counted from 1 in document order (raw.paragraph)';
COMMENT ON COLUMN audit.rounding_note.text IS 'Text as printed';

CREATE TABLE audit.rule (
    rule_id  VARCHAR PRIMARY KEY,
    equation VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    message  VARCHAR NOT NULL
);
COMMENT ON TABLE audit.rule IS 'One row per data-quality rule of sql/rules (质量规则). Unique: rule_id.';
COMMENT ON COLUMN audit.rule.rule_id IS 'Name of the rule''s file';
COMMENT ON COLUMN audit.rule.equation IS 'The rule as an equation in the terms of the field';
COMMENT ON COLUMN audit.rule.severity IS 'error, warning or info';
COMMENT ON COLUMN audit.rule.message IS 'What a violation means, in words for a person';

CREATE TABLE audit.rule_result (
    rule_id       VARCHAR NOT NULL,
    disclosure_id VARCHAR,
    document_id   VARCHAR,
    fact_id       VARCHAR,
    operands      VARCHAR,
    difference    DECIMAL(20,2),
    severity      VARCHAR NOT NULL,
    message       VARCHAR NOT NULL
);
COMMENT ON TABLE audit.rule_result IS 'One row per violation of a rule (规则结果).';
COMMENT ON COLUMN audit.rule_result.rule_id IS 'Rule (audit.rule)';
COMMENT ON COLUMN audit.rule_result.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN audit.rule_result.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN audit.rule_result.fact_id IS 'Fact the violation is about';
COMMENT ON COLUMN audit.rule_result.operands IS 'The figures that were compared, by name, as JSON';
COMMENT ON COLUMN audit.rule_result.difference IS 'How far apart they are, in 元';
COMMENT ON COLUMN audit.rule_result.severity IS 'error, warning or info';
COMMENT ON COLUMN audit.rule_result.message IS 'What is wrong, in words for a person';

CREATE TABLE audit.table_status (
    disclosure_id VARCHAR NOT NULL,
    statement     VARCHAR NOT NULL,
    status        VARCHAR NOT NULL CHECK (status IN ('present', 'declared_empty', 'missing', 'unreadable')),
    document_id   VARCHAR,
    table_no      INTEGER,
    PRIMARY KEY (disclosure_id, statement)
);
COMMENT ON TABLE audit.table_status IS 'One row per disclosure and statement that it should have (应公开报表). Unique: (disclosure_id, statement).';
COMMENT ON COLUMN audit.table_status.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN audit.table_status.statement IS 'Statement (表), as raw.table.statement';
COMMENT ON COLUMN audit.table_status.status IS 'present, declared_empty 空表, missing 缺表 or unreadable';
COMMENT ON COLUMN audit.table_status.document_id IS 'Document the row was read from (raw.document); null when missing';
COMMENT ON COLUMN audit.table_status.table_no IS 'First table of the statement, null when missing';
