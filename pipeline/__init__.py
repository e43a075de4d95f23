"""From published budget disclosures (部门预算公开) to an analytical warehouse."""
