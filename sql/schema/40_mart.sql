-- Schema mart: What analysts select from: views over raw, core and audit; only current disclosures are shown (分析视图).

CREATE SCHEMA mart;
