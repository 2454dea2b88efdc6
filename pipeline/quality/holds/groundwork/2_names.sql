-- Which area, candidate or contest of the newer revision is which of the kept one, though its name was spelt anew.

-- 1 for the same name, 0 for another; 0.95 where one has words that the other leaves out.
CREATE MACRO likeness(a, b) AS CASE
    WHEN fold(a) = fold(b) THEN 1.0
    WHEN is_combined(a) AND is_combined(b) THEN 0.95
    WHEN fold(a) <> '' AND fold(b) <> ''
        AND (list_has_all(string_split(fold(a), ' '), string_split(fold(b), ' '))
             OR list_has_all(string_split(fold(b), ' '), string_split(fold(a), ' '))) THEN 0.95
    ELSE 1 - damerau_levenshtein(fold(a), fold(b))::DOUBLE / greatest(length(fold(a)), length(fold(b)), 1) END;

CREATE TEMP TABLE contest_name AS
SELECT side, page_id, pair, coalesce(contest, '') AS contest, min(row_no) AS first_row
FROM results JOIN place USING (side, page_id, table_no) GROUP BY ALL;

-- A contest is its heading; those whose heading was written anew follow in order.
CREATE TEMP TABLE contest_pair AS
WITH loose AS (
    SELECT c.*, row_number() OVER (PARTITION BY side, page_id, pair ORDER BY first_row) AS nth
    FROM contest_name c
    WHERE NOT EXISTS (FROM contest_name d WHERE d.side <> c.side AND (d.page_id, d.pair, d.contest) = (c.page_id, c.pair, c.contest))
)
SELECT page_id, pair, n.contest AS contest, o.contest AS old_contest
FROM (FROM loose WHERE side = 'old') o JOIN (FROM loose WHERE side = 'new') n USING (page_id, pair, nth);

CREATE TEMP TABLE raw_line AS
SELECT r.side, r.page_id, p.pair, r.row_no, coalesce(c.old_contest, r.contest, '') AS contest, r.line,
    CASE WHEN is_part(r.line) OR r.line IN ('hold', 'gain') THEN coalesce(r.candidate, r.party, r.line) ELSE r.line END AS label,
    r.candidate_link AS link, r.party, r.party_link, r.votes, r.pct, r.electoral_votes, r.is_winner
FROM results r JOIN place p USING (side, page_id, table_no)
LEFT JOIN contest_pair c ON r.side = 'new' AND c.page_id = r.page_id AND c.pair = p.pair AND c.contest = coalesce(r.contest, '');

-- Where two rounds stand side by side in a table by area, the second, whose rows are the same: the first is compared.
CREATE TEMP TABLE further_contest AS
SELECT side, page_id, table_no, election_id FROM (SELECT DISTINCT side, page_id, table_no, election_id FROM areas)
QUALIFY row_number() OVER (PARTITION BY side, page_id, table_no ORDER BY len(election_id), election_id) > 1;

CREATE TEMP TABLE raw_area AS
SELECT p.pair, a.* FROM areas a JOIN place p USING (side, page_id, table_no)
ANTI JOIN further_contest f ON (f.side, f.page_id, f.table_no, f.election_id) = (a.side, a.page_id, a.table_no, a.election_id);

CREATE TEMP TABLE raw_cell AS
SELECT p.pair, r.* FROM area_results r JOIN place p USING (side, page_id, table_no)
ANTI JOIN further_contest f ON (f.side, f.page_id, f.table_no, f.election_id) = (r.side, r.page_id, r.table_no, r.election_id);

-- Nominees of an infobox; boxes are numbered among those of elections.
CREATE TEMP TABLE raw_box AS
SELECT c.*, e.page_id, e.box_no FROM candidates c
JOIN (SELECT *, row_number() OVER (PARTITION BY side, page_id ORDER BY infobox_no) AS box_no FROM elections) e USING (side, election_id)
WHERE c.name IS NOT NULL;

-- One row per name and figure beside it. `what` is the kind of name, `scope` what it is a name in.
CREATE TEMP TABLE named AS
SELECT side, page_id, pair, 'area' AS what, '' AS scope, area AS name, area_link AS link, total_votes::VARCHAR AS figure
FROM raw_area WHERE NOT is_total
UNION ALL
SELECT c.side, c.page_id, c.pair, 'area', '', c.area, NULL, votes::VARCHAR
FROM raw_cell c JOIN raw_area a USING (side, page_id, table_no, row_no, area_type, area) WHERE NOT a.is_total
UNION ALL
SELECT side, page_id, pair, 'column', '', candidate, NULL, coalesce(votes::VARCHAR, pct::VARCHAR) FROM raw_cell
UNION ALL
SELECT side, page_id, pair, 'line', contest, label, link, unnest([votes::VARCHAR, 'p' || pct::VARCHAR])
FROM raw_line WHERE is_part(line)
UNION ALL
SELECT side, page_id, 0, 'box', box_no::VARCHAR, name, name_link,
    unnest([popular_vote::VARCHAR, 'p' || pct::VARCHAR, 'e' || electoral_vote::VARCHAR, 's' || seats::VARCHAR])
FROM raw_box
UNION ALL
SELECT side, page_id, pair, 'choice', '', choice, NULL, row_no || ' ' || pct
FROM poll_results JOIN place USING (side, page_id, table_no);

CREATE TEMP TABLE name AS
SELECT side, page_id, pair, what, scope, name, max(link) AS link, list(DISTINCT figure) FILTER (figure IS NOT NULL) AS figures
FROM named GROUP BY ALL;

-- A name that only one side has finds its partner by its spelling, its link or its figures. `likeness` tells how alike
-- the names are; a page in which hundreds of names change has other faults.
CREATE TEMP TABLE name_pair AS
WITH loose AS (
    SELECT n.*, count(*) OVER (PARTITION BY side, page_id, pair, what, scope) AS here FROM name n
    WHERE NOT EXISTS (FROM name m WHERE m.side <> n.side
        AND (m.page_id, m.pair, m.what, m.scope, m.name) = (n.page_id, n.pair, n.what, n.scope, n.name))
), met AS (
    SELECT page_id, pair, what, scope, n.name AS name, o.name AS old_name,
        CASE WHEN o.link = n.link THEN 1.0 ELSE likeness(o.name, n.name) END AS likeness,
        likeness(list_last(string_split(fold(o.name), ' ')), list_last(string_split(fold(n.name), ' '))) AS last_likeness,
        NOT contains(fold(o.name), ' ') OR NOT contains(fold(n.name), ' ') AS is_surname,
        coalesce(len(list_intersect(o.figures, n.figures))::DOUBLE / len(o.figures), 0) AS shared
    FROM (FROM loose WHERE side = 'old' AND here <= 300) o
    JOIN (FROM loose WHERE side = 'new' AND here <= 300) n USING (page_id, pair, what, scope)
)
SELECT page_id, pair, what, scope, name, old_name,
    -- Another surname is another person, however long the rest (Mitt Romney, Mitt Obama); one that stands alone is all
    -- that there is to compare (Obamma, Barack Obama).
    CASE WHEN likeness >= 0.95 THEN likeness WHEN is_surname THEN last_likeness ELSE least(likeness, last_likeness) END AS likeness
FROM met WHERE likeness >= 0.6 OR shared >= 0.5
QUALIFY row_number() OVER (PARTITION BY page_id, pair, what, scope, old_name ORDER BY likeness + shared DESC, name) = 1
    AND row_number() OVER (PARTITION BY page_id, pair, what, scope, name ORDER BY likeness + shared DESC, old_name) = 1;

-- A party's name without what its article or its short name has besides.
CREATE MACRO party_fold(name) AS trim(regexp_replace(fold(name), '\b(party|the|of|united states|usa|us|uk|politician)\b', '', 'g'));
