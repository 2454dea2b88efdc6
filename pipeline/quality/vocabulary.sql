-- Words that the SQL of checks, holds and comparisons with official returns share.

-- Decimals that a number shows: 61.94 → 2, 61.9 → 1, 62.0 → 0.
CREATE MACRO shown_decimals(x) AS CASE
    WHEN x IS NULL OR isnan(x) THEN NULL WHEN abs(x - round(x, 0)) < 1e-9 THEN 0 WHEN abs(x - round(x, 1)) < 1e-9 THEN 1
    WHEN abs(x - round(x, 2)) < 1e-9 THEN 2 ELSE 3 END;

-- Combined columns and lines: they are no candidate.
CREATE MACRO is_combined(name) AS coalesce(
    regexp_matches(name, '^(others?\b|various|misc|write-?ins?|scatter|undecided|none|blank|all other)', 'i'), true);

-- Lines of a results table that share out its votes, and those that count ballots without a valid vote.
CREATE MACRO is_part(line) AS line IN ('candidate', 'party', 'write_in', 'other', 'none_of_the_above');
CREATE MACRO is_void(line) AS line IN ('invalid', 'overvotes', 'undervotes', 'exhausted', 'abstention');

-- A primary, runoff or second round of a page's election (`TITLE#Runoff`, `TITLE#2nd round`); not a further infobox's
-- election (`TITLE#2`). The same rule as `is_stage` in pipeline/elections/contest.py.
CREATE MACRO is_stage(election_id) AS regexp_matches(election_id, '#.*[^0-9]');
