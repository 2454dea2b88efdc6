-- What the groundwork and the checks share besides `vocabulary.sql`.

-- How far a percentage stated with d decimals is off the computed one: 0 if it is a right rounding (up, down at the
-- half, or half to even); at most 0.01 if it is off by one in its last decimal; else the distance.
CREATE MACRO pct_off(stated, computed, d) AS CASE
    WHEN abs(stated - computed) <= 0.5 * pow(10, -d) + 1e-7 THEN 0.0
    WHEN abs(stated - computed) < 1.5 * pow(10, -d) + 1e-7 THEN least(0.01, abs(stated - computed))
    ELSE abs(stated - computed) END;

-- A primary, and not the primary votes of preferential voting.
CREATE MACRO is_of_primary(words) AS regexp_matches(words, '\bprimar(y|ies)\b', 'i') AND NOT regexp_matches(words, '\bprimary votes?\b', 'i');
