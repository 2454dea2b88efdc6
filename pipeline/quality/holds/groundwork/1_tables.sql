-- Which table of the newer revision is which of the kept one, and which of them tell of a settled election.
-- Every table here has both sides in it, `side` old (the kept revision) and new; `pair` is a table's number in the kept
-- revision on both sides, negative for a table that only the newer one has.

CREATE MACRO fold(words) AS trim(regexp_replace(strip_accents(lower(words)), '[^\p{L}\p{N}]+', ' ', 'g'));
-- 0 if a share stated with d decimals is a rounding of the computed one, one off in the last decimal included.
CREATE MACRO share_off(stated, computed, d) AS CASE
    WHEN abs(stated - computed) <= 1.01 * pow(10, -d) + 1e-7 THEN 0.0 ELSE abs(stated - computed) END;
-- The latest year that words name; "2010s" is 2019.
CREATE MACRO latest_year(words) AS list_max(list_transform(
    regexp_extract_all(coalesce(words, ''), '\b(?:1[6-9]|20)\d\ds?\b'),
    lambda y: substr(y, 1, 4)::INT + CASE WHEN ends_with(y, 's') THEN 9 ELSE 0 END));

CREATE TEMP TABLE data_table AS
SELECT DISTINCT side, page_id, table_no FROM (
    SELECT side, page_id, table_no FROM results UNION ALL SELECT side, page_id, table_no FROM areas
    UNION ALL SELECT side, page_id, table_no FROM polls UNION ALL SELECT side, page_id, table_no FROM predictions
);

-- Tables are alike by the texts of their cells; words that stand in very many tables say nothing.
CREATE TEMP TABLE cell_text AS
SELECT side, page_id, table_no, text, count(*) AS n
FROM cells JOIN data_table USING (side, page_id, table_no)
WHERE trim(text) <> '' GROUP BY side, page_id, table_no, text
QUALIFY count(*) OVER (PARTITION BY side, page_id, text) <= 60;

CREATE TEMP TABLE table_likeness AS
SELECT page_id, o.table_no AS old_no, n.table_no AS new_no, sum(least(o.n, n.n)) AS alike
FROM (FROM cell_text WHERE side = 'old') o JOIN (FROM cell_text WHERE side = 'new') n USING (page_id, text) GROUP BY ALL;

-- Each table's best partner, if it is that one's too; then once more among those that are left.
CREATE TEMP TABLE table_pair AS
SELECT page_id, old_no, new_no FROM table_likeness
QUALIFY row_number() OVER (PARTITION BY page_id, old_no ORDER BY alike DESC, abs(old_no - new_no), new_no) = 1
    AND row_number() OVER (PARTITION BY page_id, new_no ORDER BY alike DESC, abs(old_no - new_no), old_no) = 1;

INSERT INTO table_pair
SELECT page_id, old_no, new_no FROM table_likeness l
WHERE NOT EXISTS (FROM table_pair p WHERE p.page_id = l.page_id AND (p.old_no = l.old_no OR p.new_no = l.new_no))
QUALIFY row_number() OVER (PARTITION BY page_id, old_no ORDER BY alike DESC, abs(old_no - new_no), new_no) = 1
    AND row_number() OVER (PARTITION BY page_id, new_no ORDER BY alike DESC, abs(old_no - new_no), old_no) = 1;

CREATE TEMP TABLE place AS
SELECT side, page_id, table_no, table_no AS pair FROM data_table WHERE side = 'old'
UNION ALL
SELECT d.side, d.page_id, d.table_no, coalesce(p.old_no, -d.table_no)
FROM data_table d LEFT JOIN table_pair p ON p.page_id = d.page_id AND p.new_no = d.table_no WHERE d.side = 'new';

-- When the election of a page was, of a table (pair) where its caption, heading or contest names a year of its own.
-- The kept revision alone is asked: an edit cannot make its own election a recent one.
CREATE TEMP TABLE page_date AS
SELECT j.page_id, coalesce(bool_or(e.ongoing), false) AS ongoing,
    coalesce(
        max(coalesce(e.election_date, make_date(coalesce(latest_year(e.election_date_text), e.year), 12, 31))),
        make_date(latest_year(any_value(j.title)), 12, 31)
    ) AS date
FROM judged j LEFT JOIN (FROM elections WHERE side = 'old') e USING (page_id) GROUP BY j.page_id;

CREATE TEMP TABLE settled AS
WITH named AS (
    SELECT t.page_id, t.table_no AS pair,
        greatest(latest_year(t.caption), latest_year(list_last(string_split(t.section_path, ' > '))), max(latest_year(r.contest))) AS year
    FROM page_tables t JOIN data_table d USING (side, page_id, table_no)
    LEFT JOIN results r USING (side, page_id, table_no) WHERE side = 'old'
    GROUP BY t.page_id, t.table_no, t.caption, t.section_path
), dated AS (
    SELECT n.page_id, n.pair, p.ongoing AND (n.year IS NULL OR n.year >= year(p.date)) AS ongoing,
        CASE WHEN n.year IS NULL OR n.year = year(p.date) THEN p.date ELSE make_date(n.year, 12, 31) END AS date
    FROM named n JOIN page_date p USING (page_id)
    UNION ALL
    SELECT page_id, 0, ongoing, date FROM page_date
)
SELECT page_id, pair FROM dated
WHERE NOT ongoing AND coalesce(date, DATE '0001-01-01') <= (SELECT settled_before FROM run);
