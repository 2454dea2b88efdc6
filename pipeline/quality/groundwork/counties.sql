-- A county whose code changed is one county, whichever article its row links to.
CREATE TEMP TABLE area_place AS
SELECT DISTINCT a.page_id, a.table_no, coalesce(s.after, a.geoid) AS geoid
FROM area_numbered a LEFT JOIN same_place s ON s.before = a.geoid WHERE NOT a.is_total AND a.is_first AND a.geoid IS NOT NULL;

-- Tables by county of one state of the United States in a year whose list of counties is known: how many of the list
-- the table has, and which rows it has besides.
CREATE TEMP TABLE county_table AS
SELECT page_id, table_no, left(mode(geoid), 2) AS fips, count(geoid) AS found, count(DISTINCT geoid) AS places,
    count(*) FILTER (geoid IS NULL) AS unnamed, any_value(election_id) AS election_id
FROM area_numbered WHERE area_type = 'county' AND NOT is_total AND is_first
GROUP BY ALL HAVING count(geoid) > 2 AND count(DISTINCT left(geoid, 2)) = 1;

CREATE TEMP TABLE county_table_year AS
SELECT t.*, coalesce(e.year, CASE WHEN len(p.years) = 1 THEN p.years[1] END) AS year
FROM county_table t JOIN page_fact p USING (page_id) LEFT JOIN elections e USING (page_id, election_id);

CREATE TEMP TABLE expected_county AS
SELECT t.page_id, t.table_no, o.geoid, o.name, a.geoid IS NOT NULL AS is_there
FROM county_table_year t
JOIN official_counties o ON o.fips = t.fips AND t.year BETWEEN o.since AND o.until
LEFT JOIN same_place s ON s.before = o.geoid
LEFT JOIN area_place a ON (a.page_id, a.table_no, a.geoid) = (t.page_id, t.table_no, coalesce(s.after, o.geoid));

-- Per table: the official counties, those that it lacks, and whether it claims to be the whole list (nine tenths there).
CREATE TEMP TABLE county_count AS
SELECT x.page_id, x.table_no, t.unnamed, count(*) AS official, count(*) FILTER (NOT x.is_there) AS missing,
    string_agg(x.name, ', ' ORDER BY x.name) FILTER (NOT x.is_there) AS missing_names,
    count(*) FILTER (x.is_there) >= least(0.9 * count(*), count(*) - 1) AND count(*) > 2 AS claims_all
FROM expected_county x JOIN county_table_year t USING (page_id, table_no)
GROUP BY ALL;

-- Tables by area whose Totals row has more than the areas, or less, in most columns: by how much in all.
CREATE TEMP TABLE areas_against_total AS
SELECT page_id, table_no, (sum(stated_total) - sum(area_sum))::BIGINT AS lacking,
    count(*) FILTER (stated_total > area_sum) > 0.5 * count(*) AS is_short,
    count(*) FILTER (stated_total < area_sum) > 0.5 * count(*) AS is_over
FROM area_column WHERE is_first GROUP BY ALL;
