-- Schema core: Dimensions and facts: what the disclosures say (维度与事实). Money is DECIMAL in 元.
-- This file is the contract: names, types and keys. Foreign keys are not declared, the comments name what a key points to.

CREATE SCHEMA core;

-- Half a 元, or what it is in the unit, of the last printed digit: 3.5 in 万元 may be 500 元 more or less than it says.
CREATE MACRO core.half_digit(raw, unit) AS CAST(
    0.5 * power(
        10, CASE WHEN contains(unit, '亿') THEN 8 WHEN contains(unit, '万') THEN 4 ELSE 0 END
            - length(regexp_extract(raw, '\.\s*(\d+)', 1))
    ) AS DECIMAL(20, 4)
);

-- What is compared of a printed name: without ordinal, white space, punctuation and a closing 支出.
CREATE MACRO core.name_key(name) AS regexp_replace(
    regexp_replace(
        regexp_replace(name, '^\s*(其中[:：]|[(（]?[一二三四五六七八九十]+[)）、.．]+)+', ''),
        '[\s\pP\pS]+', '', 'g'
    ),
    '支出$', ''
);

-- Whether two such keys are spellings of one name: equal, one cut short by its cell, or one character of six misread.
CREATE MACRO core.is_same_name(one, other) AS
    one = other
    OR (length(one) >= 4 AND starts_with(other, one))
    OR (length(other) >= 4 AND starts_with(one, other))
    -- levenshtein() counts bytes, of which a Chinese character has three.
    OR (length(one) >= 6 AND length(one) = length(other)
        AND len(list_filter(range(1, length(one) + 1), lambda place: one[place] <> other[place])) = 1);

-- A text without white space and with its own year as such: 2025年12月31日前 of 2025 is 2026年12月31日前 of 2026.
CREATE MACRO core.of_own_year(printed, fiscal_year) AS replace(replace(replace(replace(replace(
    regexp_replace(printed, '\s', '', 'g'),
    fiscal_year || '年度', '本年'), fiscal_year || '年', '本年'),
    fiscal_year || '.', '本年.'), fiscal_year || '-', '本年-'), fiscal_year || '/', '本年/');

-- What an indicator allows its project to cost, in 元; null for one that is not of cost or sets no upper limit. What it
-- costs society or the environment (社会成本, 生态环境成本) is not paid from the budget.
CREATE MACRO core.cost_limit(level1, level2, operator, amount_yuan) AS CASE
    WHEN operator IN ('<=', '<', '=') AND amount_yuan > 0 AND contains(concat(level1, level2), '成本')
        AND NOT regexp_matches(coalesce(level2, ''), '社会|生态|环境')
    THEN amount_yuan
END;

CREATE TABLE core.disclosure (
    disclosure_id VARCHAR PRIMARY KEY,
    region_code   VARCHAR,
    region_source VARCHAR,
    department_id VARCHAR NOT NULL,
    unit_name     VARCHAR,
    unit_code     VARCHAR,
    fiscal_year   SMALLINT NOT NULL,
    year_source   VARCHAR CHECK (year_source IN ('content', 'path')),
    kind          VARCHAR NOT NULL CHECK (kind IN ('budget', 'final_accounts')),
    scope         VARCHAR NOT NULL CHECK (scope IN ('department', 'unit', 'own')),
    version       INTEGER NOT NULL,
    is_current    BOOLEAN NOT NULL,
    stated_unit   VARCHAR,
    first_seen_at TIMESTAMP,
    superseded_at TIMESTAMP
);
COMMENT ON TABLE core.disclosure IS 'One row per version of one unit''s disclosure of one year (一份预算公开). Unique: disclosure_id; at most one is_current per identity.';
COMMENT ON COLUMN core.disclosure.disclosure_id IS '16 hex digits of a hash over region, department or unit, year, kind, scope and version';
COMMENT ON COLUMN core.disclosure.region_code IS 'Region (行政区划代码) whose finance bureau approves the budget (core.dim_region); null when not identified';
COMMENT ON COLUMN core.disclosure.region_source IS 'Evidence for the region: project_code 项目编码, printed 区划, name 名称, path 文件位置';
COMMENT ON COLUMN core.disclosure.department_id IS 'Department (部门) (core.dim_department)';
COMMENT ON COLUMN core.disclosure.unit_name IS 'Budget unit (单位) that discloses, null for a department as a whole';
COMMENT ON COLUMN core.disclosure.unit_code IS 'Code of that unit or department (单位编码) as printed';
COMMENT ON COLUMN core.disclosure.fiscal_year IS 'Fiscal year (预算年度) disclosed';
COMMENT ON COLUMN core.disclosure.year_source IS 'Evidence for the year: content 正文, or path 文件名 alone where no document of it names a year';
COMMENT ON COLUMN core.disclosure.kind IS 'budget 预算 or final_accounts 决算';
COMMENT ON COLUMN core.disclosure.scope IS 'department 部门 (with its units), own 本级, unit 所属单位: never to be added up';
COMMENT ON COLUMN core.disclosure.version IS 'Publication of this identity, 1 for the first seen';
COMMENT ON COLUMN core.disclosure.is_current IS 'True for the version published last, the one the mart shows; an older one where its file got the older content back';
COMMENT ON COLUMN core.disclosure.stated_unit IS 'Unit the document states for its money as a whole: 元 or 万元';
COMMENT ON COLUMN core.disclosure.first_seen_at IS 'When a scan first met the document that made this version, UTC';
COMMENT ON COLUMN core.disclosure.superseded_at IS 'When another version last took its place, UTC; null for the current one';

CREATE TABLE core.disclosure_period (
    disclosure_id VARCHAR NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    superseded_at TIMESTAMP,
    PRIMARY KEY (disclosure_id, first_seen_at)
);
COMMENT ON TABLE core.disclosure_period IS 'One row per time during which a version of a disclosure was the current one (版本有效期): several where a file got older content back. Unique: (disclosure_id, first_seen_at).';
COMMENT ON COLUMN core.disclosure_period.disclosure_id IS 'Version of a disclosure (core.disclosure)';
COMMENT ON COLUMN core.disclosure_period.first_seen_at IS 'When a scan met the document that made it the current one, UTC';
COMMENT ON COLUMN core.disclosure_period.superseded_at IS 'When a scan met the document that made another version the current one, UTC; null while it lasts';

CREATE TABLE core.dim_region (
    region_code VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    level       VARCHAR,
    province    VARCHAR,
    prefecture  VARCHAR,
    parent_code VARCHAR,
    valid_from  SMALLINT,
    valid_to    SMALLINT,
    successors  VARCHAR
);
COMMENT ON TABLE core.dim_region IS 'One row per region and period of validity (行政区划, GB/T 2260). Unique: (region_code, valid_from).';
COMMENT ON COLUMN core.dim_region.region_code IS 'Six digits (行政区划代码)';
COMMENT ON COLUMN core.dim_region.name IS 'Name (名称), for example 井陉县';
COMMENT ON COLUMN core.dim_region.level IS 'province, prefecture or county (省, 市, 县)';
COMMENT ON COLUMN core.dim_region.province IS 'Province (省) it lies in';
COMMENT ON COLUMN core.dim_region.prefecture IS 'Prefecture (市) it lies in';
COMMENT ON COLUMN core.dim_region.parent_code IS 'Region one level up, null for a province';
COMMENT ON COLUMN core.dim_region.valid_from IS 'First year';
COMMENT ON COLUMN core.dim_region.valid_to IS 'Last year, null while it lasts';
COMMENT ON COLUMN core.dim_region.successors IS 'Codes that replaced it, separated by '';''';

CREATE TABLE core.dim_department (
    department_id        VARCHAR PRIMARY KEY,
    department_key       VARCHAR NOT NULL,
    key_reason           VARCHAR,
    parent_department_id VARCHAR,
    region_code          VARCHAR,
    department_code      VARCHAR,
    name                 VARCHAR NOT NULL,
    peer_group           VARCHAR,
    valid_from           SMALLINT,
    valid_to             SMALLINT
);
COMMENT ON TABLE core.dim_department IS 'One row per region and name of a department (部门). Unique: department_id.';
COMMENT ON COLUMN core.dim_department.department_id IS 'One per region and name';
COMMENT ON COLUMN core.dim_department.department_key IS 'Shared by the names that one bureau has had over time';
COMMENT ON COLUMN core.dim_department.key_reason IS 'What binds the name to an earlier one of the same key: a link that the user gives, the same budget code in the region, or a succession that a text or a reform states, with its words; null for the first name';
COMMENT ON COLUMN core.dim_department.parent_department_id IS 'Department it is a sub-unit of, null for a department of its own';
COMMENT ON COLUMN core.dim_department.region_code IS 'Region (core.dim_region), null when not identified';
COMMENT ON COLUMN core.dim_department.department_code IS 'Budget code (部门编码), kept over renamings; null when not printed';
COMMENT ON COLUMN core.dim_department.name IS 'Name (部门名称) as its disclosures print it';
COMMENT ON COLUMN core.dim_department.peer_group IS 'Name of the group of like departments elsewhere that it is compared with (同类部门)';
COMMENT ON COLUMN core.dim_department.valid_from IS 'First fiscal year under this name that was seen';
COMMENT ON COLUMN core.dim_department.valid_to IS 'Last fiscal year under this name that was seen, null while it is the latest';

CREATE TABLE core.dim_function (
    code        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    level       SMALLINT NOT NULL,
    parent_code VARCHAR,
    valid_from  SMALLINT,
    valid_to    SMALLINT,
    is_official BOOLEAN NOT NULL
);
COMMENT ON TABLE core.dim_function IS 'Functional classification of expenditure (支出功能分类科目). Unique: (code, valid_from).';
COMMENT ON COLUMN core.dim_function.code IS 'Code as the year''s classification prints it';
COMMENT ON COLUMN core.dim_function.name IS 'Name (科目名称)';
COMMENT ON COLUMN core.dim_function.level IS '1 类 (3 digits), 2 款 (5), 3 项 (7)';
COMMENT ON COLUMN core.dim_function.parent_code IS 'Code one level up, null at the top';
COMMENT ON COLUMN core.dim_function.valid_from IS 'First year the code has this name, null when not known';
COMMENT ON COLUMN core.dim_function.valid_to IS 'Last year the code has this name, null while it lasts or when not known';
COMMENT ON COLUMN core.dim_function.is_official IS 'True where the entry is in the list of pipeline/reference, false where only the disclosures print it (a code that is not known)';

CREATE TABLE core.dim_economic (
    code        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    level       SMALLINT NOT NULL,
    parent_code VARCHAR,
    valid_from  SMALLINT,
    valid_to    SMALLINT,
    is_official BOOLEAN NOT NULL
);
COMMENT ON TABLE core.dim_economic IS 'Departmental economic classification (部门预算支出经济分类科目). Unique: (code, valid_from).';
COMMENT ON COLUMN core.dim_economic.code IS 'Code as the year''s classification prints it';
COMMENT ON COLUMN core.dim_economic.name IS 'Name (科目名称)';
COMMENT ON COLUMN core.dim_economic.level IS '1 类 (3 digits), 2 款 (5), 3 local (7)';
COMMENT ON COLUMN core.dim_economic.parent_code IS 'Code one level up, null at the top';
COMMENT ON COLUMN core.dim_economic.valid_from IS 'First year the code has this name, null when not known';
COMMENT ON COLUMN core.dim_economic.valid_to IS 'Last year the code has this name, null while it lasts or when not known';
COMMENT ON COLUMN core.dim_economic.is_official IS 'True where the entry is in the list of pipeline/reference, false where only the disclosures print it (a code that is not known)';

CREATE TABLE core.dim_gov_economic (
    code        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    level       SMALLINT NOT NULL,
    parent_code VARCHAR,
    valid_from  SMALLINT,
    valid_to    SMALLINT,
    is_official BOOLEAN NOT NULL
);
COMMENT ON TABLE core.dim_gov_economic IS 'Government budget economic classification (政府预算支出经济分类科目). Unique: (code, valid_from).';
COMMENT ON COLUMN core.dim_gov_economic.code IS 'Code as the year''s classification prints it';
COMMENT ON COLUMN core.dim_gov_economic.name IS 'Name (科目名称)';
COMMENT ON COLUMN core.dim_gov_economic.level IS '1 类 (3 digits), 2 款 (5), 3 local (7)';
COMMENT ON COLUMN core.dim_gov_economic.parent_code IS 'Code one level up, null at the top';
COMMENT ON COLUMN core.dim_gov_economic.valid_from IS 'First year the code has this name, null when not known';
COMMENT ON COLUMN core.dim_gov_economic.valid_to IS 'Last year the code has this name, null while it lasts or when not known';
COMMENT ON COLUMN core.dim_gov_economic.is_official IS 'True where the entry is in the list of pipeline/reference, false where only the disclosures print it (a code that is not known)';

CREATE TABLE core.dim_code_break (
    classification VARCHAR NOT NULL,
    code           VARCHAR NOT NULL,
    fiscal_year    SMALLINT NOT NULL,
    reason         VARCHAR NOT NULL,
    PRIMARY KEY (classification, code, fiscal_year)
);
COMMENT ON TABLE core.dim_code_break IS 'Codes that hold other money since a reform of their classification (科目口径调整). Unique: (classification, code, fiscal_year).';
COMMENT ON COLUMN core.dim_code_break.classification IS 'function 支出功能分类 or economic 部门预算支出经济分类';
COMMENT ON COLUMN core.dim_code_break.code IS 'Code, the same before and after';
COMMENT ON COLUMN core.dim_code_break.fiscal_year IS 'First year of the new meaning';
COMMENT ON COLUMN core.dim_code_break.reason IS 'What moved';

CREATE TABLE core.dim_code_alias (
    classification VARCHAR NOT NULL,
    code           VARCHAR NOT NULL,
    name           VARCHAR NOT NULL,
    valid_to       SMALLINT,
    reason         VARCHAR NOT NULL,
    PRIMARY KEY (classification, code, name)
);
COMMENT ON TABLE core.dim_code_alias IS 'Other names of codes (科目别名): former ones and short ones that disclosures print beside a code. Unique: (classification, code, name).';
COMMENT ON COLUMN core.dim_code_alias.classification IS 'function 支出功能分类, economic 部门预算支出经济分类 or gov_economic 政府预算支出经济分类';
COMMENT ON COLUMN core.dim_code_alias.code IS 'Code';
COMMENT ON COLUMN core.dim_code_alias.name IS 'Name that stands for the code beside its own';
COMMENT ON COLUMN core.dim_code_alias.valid_to IS 'Last year of a former name, null for one that is short or misprinted in any year';
COMMENT ON COLUMN core.dim_code_alias.reason IS 'Why it is taken for the code''s name';

CREATE TABLE core.dim_procurement_item (
    code        VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    level       SMALLINT NOT NULL,
    parent_code VARCHAR,
    valid_from  SMALLINT,
    valid_to    SMALLINT,
    is_official BOOLEAN NOT NULL
);
COMMENT ON TABLE core.dim_procurement_item IS 'Catalogue of government procurement (政府采购品目). Unique: (code, valid_from).';
COMMENT ON COLUMN core.dim_procurement_item.code IS 'Code as the year''s classification prints it';
COMMENT ON COLUMN core.dim_procurement_item.name IS 'Name (科目名称)';
COMMENT ON COLUMN core.dim_procurement_item.level IS '0 kind (A 货物, B 工程, C 服务), then 1 to 4 by the pairs of digits';
COMMENT ON COLUMN core.dim_procurement_item.parent_code IS 'Code one level up, null at the top';
COMMENT ON COLUMN core.dim_procurement_item.valid_from IS 'First year the code has this name, null when not known';
COMMENT ON COLUMN core.dim_procurement_item.valid_to IS 'Last year the code has this name, null while it lasts or when not known';
COMMENT ON COLUMN core.dim_procurement_item.is_official IS 'True where the entry is in the list of pipeline/reference, false where only the disclosures print it (a code that is not known)';

CREATE TABLE core.fact_line_item (
    line_item_id           VARCHAR PRIMARY KEY,
    disclosure_id          VARCHAR NOT NULL,
    document_id            VARCHAR NOT NULL,
    statement              VARCHAR NOT NULL,
    axis                   VARCHAR,
    flow                   VARCHAR CHECK (flow IN ('revenue', 'expenditure', 'balance')),
    fiscal_year            SMALLINT NOT NULL,
    phase                  VARCHAR CHECK (phase IN ('budget', 'revised', 'actual', 'change', 'opening', 'closing')),
    unit_code              VARCHAR,
    unit_name              VARCHAR,
    function_code          VARCHAR,
    economic_code          VARCHAR,
    gov_economic_code      VARCHAR,
    function_code_inferred VARCHAR,
    economic_code_inferred VARCHAR,
    label                  VARCHAR NOT NULL,
    label_path             VARCHAR,
    level                  SMALLINT,
    row_role               VARCHAR CHECK (row_role IN ('total', 'subtotal', 'leaf', 'of_which', 'unit', 'closing')),
    is_leaf                BOOLEAN NOT NULL,
    parent_row_no          INTEGER,
    column_path            VARCHAR NOT NULL,
    fund_source            VARCHAR,
    component              VARCHAR,
    amount_yuan            DECIMAL(20,2) NOT NULL,
    amount_raw             VARCHAR NOT NULL,
    unit_printed           VARCHAR,
    project_id             VARCHAR,
    proof                  VARCHAR NOT NULL,
    table_no               INTEGER NOT NULL,
    row_no                 INTEGER NOT NULL,
    col_no                 INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_line_item IS 'One row per money cell of every table (金额单元格). Unique: line_item_id; (document_id, table_no, row_no, col_no) unless one cell prints several amounts.';
COMMENT ON COLUMN core.fact_line_item.line_item_id IS 'L and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_line_item.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_line_item.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_line_item.statement IS 'Statement (表) the cell stands in, as raw.table.statement';
COMMENT ON COLUMN core.fact_line_item.axis IS 'What the rows of the table are: function, economic, gov_economic, unit, item, project, fund, period';
COMMENT ON COLUMN core.fact_line_item.flow IS 'revenue 收入, expenditure 支出 or balance (结余, 资产)';
COMMENT ON COLUMN core.fact_line_item.fiscal_year IS 'Year of the amount: a prior-year column has its own';
COMMENT ON COLUMN core.fact_line_item.phase IS 'budget 预算, revised 调整预算, actual 决算, change 增减, opening 年初, closing 年末';
COMMENT ON COLUMN core.fact_line_item.unit_code IS 'Budget unit''s code (单位编码) of the row';
COMMENT ON COLUMN core.fact_line_item.unit_name IS 'Budget unit''s name (单位名称) of the row';
COMMENT ON COLUMN core.fact_line_item.function_code IS 'Code of the functional classification (支出功能分类) as the row prints it, 类/款/项 joined';
COMMENT ON COLUMN core.fact_line_item.economic_code IS 'Code of the departmental economic classification (部门预算支出经济分类) as the row prints it';
COMMENT ON COLUMN core.fact_line_item.gov_economic_code IS 'Code of the government budget economic classification (政府预算支出经济分类) as the row prints it';
COMMENT ON COLUMN core.fact_line_item.function_code_inferred IS 'Code of the functional classification (支出功能分类) found by its name; null where printed';
COMMENT ON COLUMN core.fact_line_item.economic_code_inferred IS 'Code of the departmental economic classification (部门预算支出经济分类) found by its name; null where printed';
COMMENT ON COLUMN core.fact_line_item.label IS 'The row''s own text as printed (项目), without white space and without a code printed in the same cell; '''' when nothing is printed';
COMMENT ON COLUMN core.fact_line_item.label_path IS 'Labels of the ancestors and the label, joined by ''/''';
COMMENT ON COLUMN core.fact_line_item.level IS '0 total 合计, 1 类, 2 款, 3 项; null without a classification';
COMMENT ON COLUMN core.fact_line_item.row_role IS 'total 合计, subtotal 小计, leaf, of_which 其中, unit 单位, closing 结转结余';
COMMENT ON COLUMN core.fact_line_item.is_leaf IS 'True when no other row of the table is part of it and it is not of_which: the leaves of a column sum to its total';
COMMENT ON COLUMN core.fact_line_item.parent_row_no IS 'Row of the table it is part of, null at the top';
COMMENT ON COLUMN core.fact_line_item.column_path IS 'Header texts above the value column, top to bottom, joined by ''/''';
COMMENT ON COLUMN core.fact_line_item.fund_source IS 'Source of the money (资金来源): total, fiscal, general_public, gov_fund, state_capital, fiscal_account, business, operating, superior, affiliated, other, unit_funds, carry_over';
COMMENT ON COLUMN core.fact_line_item.component IS 'What it is spent as (支出构成): total, basic, personnel, wages, family, public_use, goods, capital, project, project_operating, project_specific, operating_spend, to_superior, to_affiliated';
COMMENT ON COLUMN core.fact_line_item.amount_yuan IS 'Amount in 元';
COMMENT ON COLUMN core.fact_line_item.amount_raw IS 'Amount as printed';
COMMENT ON COLUMN core.fact_line_item.unit_printed IS 'Unit that was applied to the printed figure: 元 or 万元';
COMMENT ON COLUMN core.fact_line_item.project_id IS 'Project (项目) of the same disclosure (core.fact_project), null where the row names none';
COMMENT ON COLUMN core.fact_line_item.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none, or in a column over which another header may stand, or recognised from a picture and to the last digit in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_line_item.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_line_item.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';
COMMENT ON COLUMN core.fact_line_item.col_no IS 'Column of the table, counted from 1 (raw.cell)';

CREATE TABLE core.fact_project (
    project_id    VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    project_key   VARCHAR NOT NULL,
    key_reason    VARCHAR NOT NULL,
    project_code  VARCHAR,
    project_name  VARCHAR NOT NULL,
    unit_code     VARCHAR,
    unit_name     VARCHAR,
    project_type  VARCHAR,
    budget_yuan   DECIMAL(20,2),
    budget_digit_yuan DECIMAL(20,2),
    total_yuan    DECIMAL(20,2),
    fiscal_yuan   DECIMAL(20,2),
    other_yuan    DECIMAL(20,2),
    purpose       VARCHAR,
    goals         VARCHAR,
    proof         VARCHAR NOT NULL,
    table_no      INTEGER,
    row_no        INTEGER
);
COMMENT ON TABLE core.fact_project IS 'One row per project and disclosure (项目), merged over all tables that print it, amounts from the most precise printing. Unique: project_id.';
COMMENT ON COLUMN core.fact_project.project_id IS 'P and a hash of document, table and row of its first printing';
COMMENT ON COLUMN core.fact_project.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_project.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_project.project_key IS 'The same project across years: same code, else same department_key and name without year tokens';
COMMENT ON COLUMN core.fact_project.key_reason IS 'What project_key rests on: code or name';
COMMENT ON COLUMN core.fact_project.project_code IS 'Project code (项目编码) as printed';
COMMENT ON COLUMN core.fact_project.project_name IS 'Project name (项目名称) as printed';
COMMENT ON COLUMN core.fact_project.unit_code IS 'Budget unit''s code (单位编码)';
COMMENT ON COLUMN core.fact_project.unit_name IS 'Budget unit''s name (单位名称)';
COMMENT ON COLUMN core.fact_project.project_type IS 'Type of project (项目类别) as printed, for example 特定目标类';
COMMENT ON COLUMN core.fact_project.budget_yuan IS 'Budget of the year (预算数) in 元';
COMMENT ON COLUMN core.fact_project.budget_digit_yuan IS 'What one of the last printed digit of budget_yuan is in 元, 0.01 at least: 100 for 13.20万元, which may be 50 元 more or less';
COMMENT ON COLUMN core.fact_project.total_yuan IS 'Whole life (项目总额) in 元, null when not printed';
COMMENT ON COLUMN core.fact_project.fiscal_yuan IS 'Fiscal money of the year (财政资金) in 元';
COMMENT ON COLUMN core.fact_project.other_yuan IS 'Other money of the year (其他资金) in 元';
COMMENT ON COLUMN core.fact_project.purpose IS 'What the money is for (资金用途)';
COMMENT ON COLUMN core.fact_project.goals IS 'Performance goals (绩效目标) as printed';
COMMENT ON COLUMN core.fact_project.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_project.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_project.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_project_schedule (
    project_id    VARCHAR NOT NULL,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    month         SMALLINT NOT NULL,
    share         DECIMAL(9,4),
    amount_yuan   DECIMAL(20,2),
    raw           VARCHAR NOT NULL,
    proof         VARCHAR NOT NULL,
    table_no      INTEGER NOT NULL,
    row_no        INTEGER NOT NULL,
    col_no        INTEGER NOT NULL,
    PRIMARY KEY (project_id, month)
);
COMMENT ON TABLE core.fact_project_schedule IS 'Spending plan of a project (资金支出计划): one row per project and month. Unique: (project_id, month).';
COMMENT ON COLUMN core.fact_project_schedule.project_id IS 'Project (core.fact_project)';
COMMENT ON COLUMN core.fact_project_schedule.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_project_schedule.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_project_schedule.month IS 'End of the period (3月底, 6月底, 10月底, 12月底): 3, 6, 10 or 12';
COMMENT ON COLUMN core.fact_project_schedule.share IS 'Cumulative share of the year''s budget in percent points';
COMMENT ON COLUMN core.fact_project_schedule.amount_yuan IS 'Cumulative money in 元';
COMMENT ON COLUMN core.fact_project_schedule.raw IS 'Cell as printed';
COMMENT ON COLUMN core.fact_project_schedule.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_project_schedule.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_project_schedule.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';
COMMENT ON COLUMN core.fact_project_schedule.col_no IS 'Column of the table, counted from 1 (raw.cell)';

CREATE TABLE core.fact_kpi (
    kpi_id        VARCHAR PRIMARY KEY,
    document_id   VARCHAR NOT NULL,
    disclosure_id VARCHAR NOT NULL,
    project_id    VARCHAR,
    seq           INTEGER NOT NULL,
    level1        VARCHAR,
    level2        VARCHAR,
    level3        VARCHAR,
    description   VARCHAR,
    target_raw    VARCHAR,
    operator      VARCHAR CHECK (operator IN ('>=', '<=', '=', '>', '<', 'before', 'text')),
    target_value  DECIMAL(24,6),
    target_unit   VARCHAR,
    target_date   DATE,
    amount_yuan   DECIMAL(20,2),
    weight_raw    VARCHAR,
    basis         VARCHAR,
    proof         VARCHAR NOT NULL,
    table_no      INTEGER NOT NULL,
    row_no        INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_kpi IS 'One row per performance indicator (绩效指标). Unique: kpi_id.';
COMMENT ON COLUMN core.fact_kpi.kpi_id IS 'K and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_kpi.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_kpi.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_kpi.project_id IS 'Project it measures (core.fact_project); null for the department''s own';
COMMENT ON COLUMN core.fact_kpi.seq IS 'Running number in its grid, from 1';
COMMENT ON COLUMN core.fact_kpi.level1 IS 'First level (一级指标), filled down';
COMMENT ON COLUMN core.fact_kpi.level2 IS 'Second level (二级指标), filled down';
COMMENT ON COLUMN core.fact_kpi.level3 IS 'Name of the indicator (三级指标)';
COMMENT ON COLUMN core.fact_kpi.description IS 'Description of the indicator (指标描述)';
COMMENT ON COLUMN core.fact_kpi.target_raw IS 'Target as printed (指标值): operator, value and unit columns joined';
COMMENT ON COLUMN core.fact_kpi.operator IS 'Relation to the target; text when it is in words';
COMMENT ON COLUMN core.fact_kpi.target_value IS 'Target in the printed unit';
COMMENT ON COLUMN core.fact_kpi.target_unit IS 'Printed unit (计量单位)';
COMMENT ON COLUMN core.fact_kpi.target_date IS 'Date to meet (前)';
COMMENT ON COLUMN core.fact_kpi.amount_yuan IS 'The target in 元 when its unit is money';
COMMENT ON COLUMN core.fact_kpi.weight_raw IS 'Weight (权重, 分值) as printed';
COMMENT ON COLUMN core.fact_kpi.basis IS 'Basis of the target (指标值确定依据)';
COMMENT ON COLUMN core.fact_kpi.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_kpi.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_kpi.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_procurement (
    procurement_id      VARCHAR PRIMARY KEY,
    disclosure_id       VARCHAR NOT NULL,
    document_id         VARCHAR NOT NULL,
    row_role            VARCHAR CHECK (row_role IN ('total', 'subtotal', 'leaf', 'of_which', 'unit', 'closing')),
    project_name        VARCHAR,
    project_id          VARCHAR,
    item_name           VARCHAR,
    catalogue_code      VARCHAR,
    measure_unit        VARCHAR,
    quantity            DECIMAL(20,4),
    unit_price_yuan     DECIMAL(20,2),
    total_yuan          DECIMAL(20,2),
    general_public_yuan DECIMAL(20,2),
    gov_fund_yuan       DECIMAL(20,2),
    state_capital_yuan  DECIMAL(20,2),
    fiscal_account_yuan DECIMAL(20,2),
    unit_funds_yuan     DECIMAL(20,2),
    carry_over_yuan     DECIMAL(20,2),
    sme_reserved_yuan   DECIMAL(20,2),
    proof               VARCHAR NOT NULL,
    table_no            INTEGER NOT NULL,
    row_no              INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_procurement IS 'One row per row of a government procurement table (政府采购预算). Unique: procurement_id.';
COMMENT ON COLUMN core.fact_procurement.procurement_id IS 'Q and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_procurement.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_procurement.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_procurement.row_role IS 'total 合计, subtotal (a project with its items), leaf (an item), of_which 其中, unit 单位, closing';
COMMENT ON COLUMN core.fact_procurement.project_name IS 'Project (项目名称) the row stands under';
COMMENT ON COLUMN core.fact_procurement.project_id IS 'Project (项目) of the same disclosure (core.fact_project), null where the row names none';
COMMENT ON COLUMN core.fact_procurement.item_name IS 'What is bought (采购品目, 采购物品名称)';
COMMENT ON COLUMN core.fact_procurement.catalogue_code IS 'Code of the catalogue (品目编码)';
COMMENT ON COLUMN core.fact_procurement.measure_unit IS 'Unit of measure (计量单位)';
COMMENT ON COLUMN core.fact_procurement.quantity IS 'Quantity (数量)';
COMMENT ON COLUMN core.fact_procurement.unit_price_yuan IS 'Price of one (单价) in 元';
COMMENT ON COLUMN core.fact_procurement.total_yuan IS 'Total (合计) in 元';
COMMENT ON COLUMN core.fact_procurement.general_public_yuan IS 'From the general public budget (一般公共预算拨款) in 元';
COMMENT ON COLUMN core.fact_procurement.gov_fund_yuan IS 'From government funds (政府性基金) in 元';
COMMENT ON COLUMN core.fact_procurement.state_capital_yuan IS 'From state capital operations (国有资本经营预算) in 元';
COMMENT ON COLUMN core.fact_procurement.fiscal_account_yuan IS 'From the fiscal account (财政专户) in 元';
COMMENT ON COLUMN core.fact_procurement.unit_funds_yuan IS 'From the unit''s own funds (单位资金) in 元';
COMMENT ON COLUMN core.fact_procurement.carry_over_yuan IS 'Carried over (上年结转) in 元';
COMMENT ON COLUMN core.fact_procurement.sme_reserved_yuan IS 'Reserved for small and medium enterprises (面向中小企业预留) in 元';
COMMENT ON COLUMN core.fact_procurement.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_procurement.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_procurement.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_asset (
    asset_id      VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    item          VARCHAR NOT NULL,
    quantity      DECIMAL(20,4),
    quantity_unit VARCHAR,
    value_yuan    DECIMAL(20,2),
    value_raw     VARCHAR,
    as_of         DATE,
    proof         VARCHAR NOT NULL,
    table_no      INTEGER NOT NULL,
    row_no        INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_asset IS 'One row per kind of asset held (国有资产占用). Unique: asset_id.';
COMMENT ON COLUMN core.fact_asset.asset_id IS 'A and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_asset.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_asset.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_asset.item IS 'Kind of asset (资产类别) as printed';
COMMENT ON COLUMN core.fact_asset.quantity IS 'Quantity (数量)';
COMMENT ON COLUMN core.fact_asset.quantity_unit IS 'Unit of the quantity (计量单位)';
COMMENT ON COLUMN core.fact_asset.value_yuan IS 'Value (价值) in 元';
COMMENT ON COLUMN core.fact_asset.value_raw IS 'Value as printed';
COMMENT ON COLUMN core.fact_asset.as_of IS 'Day the stock was taken (截至)';
COMMENT ON COLUMN core.fact_asset.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_asset.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_asset.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_institution (
    institution_id VARCHAR PRIMARY KEY,
    disclosure_id  VARCHAR NOT NULL,
    document_id    VARCHAR NOT NULL,
    unit_code      VARCHAR,
    unit_name      VARCHAR NOT NULL,
    nature         VARCHAR,
    rank           VARCHAR,
    funding        VARCHAR,
    proof          VARCHAR NOT NULL,
    table_no       INTEGER NOT NULL,
    row_no         INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_institution IS 'One row per budget unit of the department (机构设置). Unique: institution_id.';
COMMENT ON COLUMN core.fact_institution.institution_id IS 'I and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_institution.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_institution.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_institution.unit_code IS 'Code of the unit (单位编码)';
COMMENT ON COLUMN core.fact_institution.unit_name IS 'Name of the unit (单位名称)';
COMMENT ON COLUMN core.fact_institution.nature IS 'Nature (单位性质), for example 行政';
COMMENT ON COLUMN core.fact_institution.rank IS 'Administrative rank (单位规格), for example 正科级';
COMMENT ON COLUMN core.fact_institution.funding IS 'How it is funded (经费保障形式)';
COMMENT ON COLUMN core.fact_institution.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_institution.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_institution.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_task (
    task_id       VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    seq           INTEGER NOT NULL,
    name          VARCHAR,
    content       VARCHAR,
    total_yuan    DECIMAL(20,2),
    fiscal_yuan   DECIMAL(20,2),
    other_yuan    DECIMAL(20,2),
    proof         VARCHAR NOT NULL,
    table_no      INTEGER NOT NULL,
    row_no        INTEGER NOT NULL
);
COMMENT ON TABLE core.fact_task IS 'One row per main task of the year (年度主要任务). Unique: task_id.';
COMMENT ON COLUMN core.fact_task.task_id IS 'T and a hash of document, table, row and column';
COMMENT ON COLUMN core.fact_task.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_task.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_task.seq IS 'Running number in its table, from 1';
COMMENT ON COLUMN core.fact_task.name IS 'Name of the task (任务名称)';
COMMENT ON COLUMN core.fact_task.content IS 'Main content (主要内容)';
COMMENT ON COLUMN core.fact_task.total_yuan IS 'Total (总额) in 元';
COMMENT ON COLUMN core.fact_task.fiscal_yuan IS 'Fiscal money (财政资金) in 元';
COMMENT ON COLUMN core.fact_task.other_yuan IS 'Other money (其他资金) in 元';
COMMENT ON COLUMN core.fact_task.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_task.table_no IS 'Table in the document, counted from 1 (raw.table)';
COMMENT ON COLUMN core.fact_task.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';

CREATE TABLE core.fact_narrative (
    narrative_id      VARCHAR PRIMARY KEY,
    disclosure_id     VARCHAR NOT NULL,
    document_id       VARCHAR NOT NULL,
    paragraph_no      INTEGER NOT NULL,
    measure           VARCHAR NOT NULL,
    fiscal_year       SMALLINT,
    prior_year        SMALLINT,
    prior_phase       VARCHAR CHECK (prior_phase IN ('actual')),
    amount_yuan       DECIMAL(20,2) NOT NULL,
    percent           DECIMAL(9,4),
    quantity          DECIMAL(20,4),
    quantity_unit     VARCHAR,
    label             VARCHAR,
    function_code     VARCHAR,
    economic_code     VARCHAR,
    gov_economic_code VARCHAR,
    project_id        VARCHAR,
    raw               VARCHAR NOT NULL,
    proof             VARCHAR NOT NULL
);
COMMENT ON TABLE core.fact_narrative IS 'One row per amount of money in a paragraph (文字说明中的金额), in order, repeats repeated, and per stated 持平. Unique: narrative_id.';
COMMENT ON COLUMN core.fact_narrative.narrative_id IS 'N and a hash of document, paragraph and ordinal in the paragraph';
COMMENT ON COLUMN core.fact_narrative.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_narrative.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_narrative.paragraph_no IS 'Paragraph of the document (raw.paragraph)';
COMMENT ON COLUMN core.fact_narrative.measure IS 'What is measured (指标), an open list: income_total 收入合计, expenditure_total 支出合计, basic 基本支出, ...; change_ for a change (增减)';
COMMENT ON COLUMN core.fact_narrative.fiscal_year IS 'Year the amount is for; for a change the later year, for a stock the year whose end is meant';
COMMENT ON COLUMN core.fact_narrative.prior_year IS 'For a change the earlier year, else null';
COMMENT ON COLUMN core.fact_narrative.prior_phase IS 'For a change: actual where the text compares with what was executed in the earlier year (执行数, 决算数); null where it does not say so';
COMMENT ON COLUMN core.fact_narrative.amount_yuan IS 'Amount in 元, negative for a decrease (减少)';
COMMENT ON COLUMN core.fact_narrative.percent IS 'Percentage stated with the amount in percent points, negative for a decrease';
COMMENT ON COLUMN core.fact_narrative.quantity IS 'Quantity stated with the amount';
COMMENT ON COLUMN core.fact_narrative.quantity_unit IS 'Unit of that quantity';
COMMENT ON COLUMN core.fact_narrative.label IS 'What the text calls the amount';
COMMENT ON COLUMN core.fact_narrative.function_code IS 'Code of the functional classification (支出功能分类), null when the text names none';
COMMENT ON COLUMN core.fact_narrative.economic_code IS 'Code of the departmental economic classification (部门预算支出经济分类), null when the text names none';
COMMENT ON COLUMN core.fact_narrative.gov_economic_code IS 'Code of the government budget economic classification (政府预算支出经济分类), null when the text names none';
COMMENT ON COLUMN core.fact_narrative.project_id IS 'Project (项目) of the same disclosure (core.fact_project), null where the row names none';
COMMENT ON COLUMN core.fact_narrative.raw IS 'Amount as printed, with its unit';
COMMENT ON COLUMN core.fact_narrative.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';

CREATE TABLE core.fact_staff (
    staff_id      VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    paragraph_no  INTEGER,
    unit_name     VARCHAR,
    measure       VARCHAR NOT NULL CHECK (measure IN ('posts', 'staff')),
    category      VARCHAR NOT NULL,
    persons       INTEGER NOT NULL,
    raw           VARCHAR NOT NULL,
    proof         VARCHAR NOT NULL,
    table_no      INTEGER,
    row_no        INTEGER,
    col_no        INTEGER
);
COMMENT ON TABLE core.fact_staff IS 'One row per number of posts or members of staff in a paragraph or table (编制与实有人数). Unique: staff_id.';
COMMENT ON COLUMN core.fact_staff.staff_id IS 'S and a hash of document, paragraph and ordinal in it, or of document, table, row and column';
COMMENT ON COLUMN core.fact_staff.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_staff.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_staff.paragraph_no IS 'Paragraph of the document (raw.paragraph), null where a table prints it';
COMMENT ON COLUMN core.fact_staff.unit_name IS 'Unit of a list whose they are; null for those of the disclosure itself';
COMMENT ON COLUMN core.fact_staff.measure IS 'posts 编制 or staff 实有人数';
COMMENT ON COLUMN core.fact_staff.category IS 'total, or the kind of post: administrative 行政, political_and_legal 行政政法, auxiliary 行政附属, as_civil_servants 参公, public_institution 事业, workers 工勤';
COMMENT ON COLUMN core.fact_staff.persons IS 'The number';
COMMENT ON COLUMN core.fact_staff.raw IS 'The words that state it; in a table the header and the cell';
COMMENT ON COLUMN core.fact_staff.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';
COMMENT ON COLUMN core.fact_staff.table_no IS 'Table in the document, counted from 1 (raw.table), null in a text';
COMMENT ON COLUMN core.fact_staff.row_no IS 'Row of the table, counted from 1, header rows included (raw.cell)';
COMMENT ON COLUMN core.fact_staff.col_no IS 'Column of the table, counted from 1 (raw.cell)';

CREATE TABLE core.fact_succession (
    succession_id VARCHAR PRIMARY KEY,
    disclosure_id VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    paragraph_no  INTEGER NOT NULL,
    relation      VARCHAR NOT NULL CHECK (relation IN ('succeeds', 'formed_from')),
    former_name   VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    raw           VARCHAR NOT NULL,
    proof         VARCHAR NOT NULL
);
COMMENT ON TABLE core.fact_succession IS 'One row per former department that a text names with the one that follows it (机构沿革). Unique: succession_id.';
COMMENT ON COLUMN core.fact_succession.succession_id IS 'R and a hash of document, paragraph and ordinal in the paragraph';
COMMENT ON COLUMN core.fact_succession.disclosure_id IS 'Disclosure (一份预算公开) the row belongs to (core.disclosure)';
COMMENT ON COLUMN core.fact_succession.document_id IS 'Document the row was read from (raw.document)';
COMMENT ON COLUMN core.fact_succession.paragraph_no IS 'Paragraph of the document (raw.paragraph)';
COMMENT ON COLUMN core.fact_succession.relation IS 'succeeds (更名, or 组建 from one department that is not kept): one department under two names; formed_from (组建 from several, or from one that stays): no succession';
COMMENT ON COLUMN core.fact_succession.former_name IS 'The earlier name as printed, without 原';
COMMENT ON COLUMN core.fact_succession.name IS 'The later name as printed; 我局 and the like are the discloser';
COMMENT ON COLUMN core.fact_succession.raw IS 'The words that state it';
COMMENT ON COLUMN core.fact_succession.proof IS 'proven (in at least one identity and all of its identities hold), unchecked (in none), disputed (one fails), corrected (repaired by a unique repair)';

CREATE TABLE core.dim_department_link (
    region_code VARCHAR NOT NULL,
    former_name VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    PRIMARY KEY (region_code, former_name, name)
);
COMMENT ON TABLE core.dim_department_link IS 'Names of one department of a region as the user links them in data/reference/department_link.csv; empty without that file. Unique: (region_code, former_name, name).';
COMMENT ON COLUMN core.dim_department_link.region_code IS 'Region (行政区划代码), six digits';
COMMENT ON COLUMN core.dim_department_link.former_name IS 'The earlier name';
COMMENT ON COLUMN core.dim_department_link.name IS 'The later name';
COMMENT ON COLUMN core.dim_department_link.reason IS 'Why they are one department, for core.dim_department.key_reason';

CREATE TABLE core.dim_population (
    region_code VARCHAR NOT NULL,
    fiscal_year SMALLINT NOT NULL,
    residents   BIGINT NOT NULL,
    source      VARCHAR NOT NULL,
    PRIMARY KEY (region_code, fiscal_year)
);
COMMENT ON TABLE core.dim_population IS 'Residents of a region as the user gives them in data/reference/population.csv (常住人口); empty without that file. Unique: (region_code, fiscal_year).';
COMMENT ON COLUMN core.dim_population.region_code IS 'Region (行政区划代码), six digits';
COMMENT ON COLUMN core.dim_population.fiscal_year IS 'Year the number is for';
COMMENT ON COLUMN core.dim_population.residents IS 'Residents (常住人口)';
COMMENT ON COLUMN core.dim_population.source IS 'Where the user has it from';

CREATE TABLE core.dim_price_index (
    region_code VARCHAR NOT NULL,
    fiscal_year SMALLINT NOT NULL,
    price_index DECIMAL(12,4) NOT NULL,
    source      VARCHAR NOT NULL,
    PRIMARY KEY (region_code, fiscal_year)
);
COMMENT ON TABLE core.dim_price_index IS 'Price level by year as the user gives it in data/reference/price_index.csv (价格指数); empty without that file. Unique: (region_code, fiscal_year).';
COMMENT ON COLUMN core.dim_price_index.region_code IS 'Region it holds for: a county, its prefecture, its province, or 000000 for the whole country';
COMMENT ON COLUMN core.dim_price_index.fiscal_year IS 'Year the level is of';
COMMENT ON COLUMN core.dim_price_index.price_index IS 'Level against one base year for all years of the region (定基指数), for example 2020 = 100';
COMMENT ON COLUMN core.dim_price_index.source IS 'Where the user has it from';

-- The budgets of the projects of each current disclosure beside its project expenditure (项目支出), that of the table
-- 支出总表 where there is one, else of the text; tolerance is the rounding of all of them.
CREATE MACRO core.projects_beside_expenditure() AS TABLE
WITH printed AS (
    SELECT disclosure_id, document_id, line_item_id AS fact_id, fiscal_year, amount_yuan, 1 AS preference,
        unit_printed = '万元' AS is_coarse
    FROM core.fact_line_item
    WHERE statement = 'expenditure' AND row_role = 'total' AND component = 'project' AND fund_source = 'total'
        AND phase IN ('budget', 'actual')
    UNION ALL
    SELECT disclosure_id, document_id, narrative_id, fiscal_year, amount_yuan, 2, contains(raw, '万')
    FROM core.fact_narrative
    WHERE measure = 'project'
), expenditure AS (
    SELECT
        printed.disclosure_id,
        arg_min(printed.amount_yuan, (printed.preference, printed.fact_id)) AS amount_yuan,
        arg_min(printed.fact_id, (printed.preference, printed.fact_id)) AS fact_id,
        arg_min(printed.document_id, (printed.preference, printed.fact_id)) AS document_id,
        bool_or(printed.is_coarse) AS is_coarse
    FROM printed
    JOIN core.disclosure AS disclosure
        ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
        AND disclosure.fiscal_year = printed.fiscal_year
    GROUP BY printed.disclosure_id
), sheet AS (
    SELECT disclosure_id, bool_or(unit_printed = '万元') AS is_coarse
    FROM core.fact_line_item WHERE project_id IS NOT NULL
    GROUP BY disclosure_id
), sums AS (
    SELECT disclosure_id, count(budget_yuan) AS projects, sum(budget_yuan) AS projects_yuan
    FROM core.fact_project GROUP BY disclosure_id
), compared AS (
    SELECT
        sums.*, expenditure.* EXCLUDE (disclosure_id, is_coarse),
        -- Half a unit of the last digit for every figure: 50 元 where 万元 have two decimals.
        (sums.projects + 1) * CASE WHEN expenditure.is_coarse OR sheet.is_coarse THEN 50 ELSE 0.01 END AS tolerance
    FROM sums
    JOIN expenditure USING (disclosure_id)
    LEFT JOIN sheet USING (disclosure_id)
)
SELECT
    disclosure_id,
    document_id,
    fact_id,
    projects,
    projects_yuan,
    amount_yuan AS project_expenditure_yuan,
    projects_yuan - amount_yuan AS difference,
    tolerance
FROM compared;
