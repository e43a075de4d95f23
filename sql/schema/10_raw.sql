-- Schema raw: What was read, whole: documents and their paragraphs, tables and cells (原文).
-- This file is the contract: names, types and keys. Foreign keys are not declared, the comments name what a key points to.

CREATE SCHEMA raw;

CREATE TABLE raw.document (
    document_id    VARCHAR PRIMARY KEY,
    path           VARCHAR NOT NULL,
    root           VARCHAR NOT NULL,
    media_type     VARCHAR,
    size_bytes     BIGINT,
    mtime          TIMESTAMP,
    sha256         VARCHAR,
    reader         VARCHAR,
    reader_version VARCHAR,
    pages          INTEGER,
    status         VARCHAR NOT NULL CHECK (status IN ('loaded', 'quarantined', 'superseded', 'withdrawn')),
    reason         VARCHAR,
    first_seen_at  TIMESTAMP NOT NULL,
    loaded_at      TIMESTAMP,
    disclosure_id  VARCHAR
);
COMMENT ON TABLE raw.document IS 'One row per content that was found under the raw folder (文件), whatever became of it. Unique: document_id.';
COMMENT ON COLUMN raw.document.document_id IS 'First 16 hex digits of the SHA-256 of the content; of the path for a file whose bytes could not be read';
COMMENT ON COLUMN raw.document.path IS 'Path relative to root, with / between folders; of several names of one content the first seen that is still there';
COMMENT ON COLUMN raw.document.root IS 'Absolute path of the raw folder the path is relative to';
COMMENT ON COLUMN raw.document.media_type IS 'Media type that the content showed, not the extension, for example text/plain';
COMMENT ON COLUMN raw.document.size_bytes IS 'Size of the file in bytes';
COMMENT ON COLUMN raw.document.mtime IS 'Last modification of the file, UTC';
COMMENT ON COLUMN raw.document.sha256 IS 'SHA-256 of the content, 64 hex digits; null for a file whose bytes could not be read';
COMMENT ON COLUMN raw.document.reader IS 'Reader that read the document, null when none could';
COMMENT ON COLUMN raw.document.reader_version IS 'Version of that reader; another version reads the document anew';
COMMENT ON COLUMN raw.document.pages IS 'Number of pages, null where the format has none';
COMMENT ON COLUMN raw.document.status IS 'loaded, quarantined (could not be read: see reason), superseded (repeats another document, or an older version of a disclosure, also one whose file has other content now; see reason), withdrawn (the file is gone)';
COMMENT ON COLUMN raw.document.reason IS 'Why the document is not loaded, in words for a person; null when loaded';
COMMENT ON COLUMN raw.document.first_seen_at IS 'When a scan first met the content, UTC';
COMMENT ON COLUMN raw.document.loaded_at IS 'When the content was read, UTC';
COMMENT ON COLUMN raw.document.disclosure_id IS 'Disclosure the document is part of; null when it holds several or none was identified';

CREATE TABLE raw.document_path (
    root          VARCHAR NOT NULL,
    path          VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    size_bytes    BIGINT,
    mtime         TIMESTAMP,
    first_seen_at TIMESTAMP NOT NULL,
    changed_at    TIMESTAMP,
    is_present    BOOLEAN NOT NULL,
    PRIMARY KEY (root, path, document_id)
);
COMMENT ON TABLE raw.document_path IS 'One row per name under which a content was found (文件名): the same content under two names is one document. Unique: (root, path, document_id).';
COMMENT ON COLUMN raw.document_path.root IS 'Absolute path of the raw folder';
COMMENT ON COLUMN raw.document_path.path IS 'Path relative to root, with / between folders';
COMMENT ON COLUMN raw.document_path.document_id IS 'Content found there (raw.document)';
COMMENT ON COLUMN raw.document_path.size_bytes IS 'Size of the file in bytes';
COMMENT ON COLUMN raw.document_path.mtime IS 'Last modification of the file, UTC';
COMMENT ON COLUMN raw.document_path.first_seen_at IS 'When a scan first met this content under this name, UTC';
COMMENT ON COLUMN raw.document_path.changed_at IS 'When a scan last found this content under this name new, gone or back, UTC; null where an earlier version of the program noted no time';
COMMENT ON COLUMN raw.document_path.is_present IS 'False once the file is gone or has other content';

CREATE TABLE raw.paragraph (
    document_id   VARCHAR NOT NULL,
    paragraph_no  INTEGER NOT NULL,
    page          INTEGER,
    text          VARCHAR NOT NULL,
    disclosure_id VARCHAR,
    PRIMARY KEY (document_id, paragraph_no)
);
COMMENT ON TABLE raw.paragraph IS 'One row per paragraph outside tables (段落). Unique: (document_id, paragraph_no).';
COMMENT ON COLUMN raw.paragraph.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN raw.paragraph.paragraph_no IS 'Paragraph of the document, counted from 1 in document order';
COMMENT ON COLUMN raw.paragraph.page IS 'Page it begins on, null where the format has none';
COMMENT ON COLUMN raw.paragraph.text IS 'Text as printed';
COMMENT ON COLUMN raw.paragraph.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure); null when none was identified';

CREATE TABLE raw."table" (
    document_id   VARCHAR NOT NULL,
    table_no      INTEGER NOT NULL,
    statement_no  INTEGER,
    title         VARCHAR,
    page_from     INTEGER,
    page_to       INTEGER,
    statement     VARCHAR,
    axis          VARCHAR,
    unit          VARCHAR,
    state         VARCHAR CHECK (state IN ('present', 'declared_empty', 'unreadable')),
    n_rows        INTEGER NOT NULL,
    n_cols        INTEGER NOT NULL,
    disclosure_id VARCHAR,
    PRIMARY KEY (document_id, table_no)
);
COMMENT ON TABLE raw."table" IS 'One row per physical table (表), parts cut by page breaks joined. Unique: (document_id, table_no).';
COMMENT ON COLUMN raw."table".document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN raw."table".table_no IS 'Table of the document, counted from 1 in document order';
COMMENT ON COLUMN raw."table".statement_no IS 'Printed statement of the document, counted from 1; shared by its physical parts (a project sheet and its KPI grid)';
COMMENT ON COLUMN raw."table".title IS 'Title as printed (表名), null when there is none';
COMMENT ON COLUMN raw."table".page_from IS 'First page, null where the format has none';
COMMENT ON COLUMN raw."table".page_to IS 'Last page, null where the format has none';
COMMENT ON COLUMN raw."table".statement IS 'Which of the known statements this is, from its title (budget_summary 收支总表, income 收入总表, ...; other: a table of money that is none of these; null: no statement)';
COMMENT ON COLUMN raw."table".axis IS 'What the rows are: function 功能科目, economic 部门经济科目, gov_economic 政府经济科目, unit 单位, item 项, project 项目, fund 资金, period 期间';
COMMENT ON COLUMN raw."table".unit IS 'Unit of its money (金额单位): 元 or 万元, null when not found or when the columns differ';
COMMENT ON COLUMN raw."table".state IS 'present, declared_empty (空表: a note says so or no money cell is non-zero), unreadable';
COMMENT ON COLUMN raw."table".n_rows IS 'Rows, header rows included';
COMMENT ON COLUMN raw."table".n_cols IS 'Columns';
COMMENT ON COLUMN raw."table".disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure); null when none was identified';

CREATE TABLE raw.cell (
    document_id VARCHAR NOT NULL,
    table_no    INTEGER NOT NULL,
    row_no      INTEGER NOT NULL,
    col_no      INTEGER NOT NULL,
    row_span    INTEGER NOT NULL,
    col_span    INTEGER NOT NULL,
    text        VARCHAR NOT NULL,
    page        INTEGER,
    x0          DOUBLE,
    top         DOUBLE,
    x1          DOUBLE,
    bottom      DOUBLE
);
COMMENT ON TABLE raw.cell IS 'One row per printed cell (单元格), header cells included; a merged cell stands once, at its upper left corner. Unique: (document_id, table_no, row_no, col_no).';
COMMENT ON COLUMN raw.cell.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN raw.cell.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN raw.cell.row_no IS 'Row of its upper left corner, counted from 1';
COMMENT ON COLUMN raw.cell.col_no IS 'Column of its upper left corner, counted from 1';
COMMENT ON COLUMN raw.cell.row_span IS 'Rows it covers';
COMMENT ON COLUMN raw.cell.col_span IS 'Columns it covers';
COMMENT ON COLUMN raw.cell.text IS 'Text as printed, leading blanks (indentation) included; '''' for a blank cell';
COMMENT ON COLUMN raw.cell.page IS 'Page, null where the format has none';
COMMENT ON COLUMN raw.cell.x0 IS 'Left edge on the page in points, null where the format has no positions';
COMMENT ON COLUMN raw.cell.top IS 'Upper edge in points from the top of the page, null where the format has no positions';
COMMENT ON COLUMN raw.cell.x1 IS 'Right edge in points, null where the format has no positions';
COMMENT ON COLUMN raw.cell.bottom IS 'Lower edge in points from the top of the page, null where the format has no positions';
