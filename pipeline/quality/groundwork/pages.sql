-- What a page's title says: the years named in it, and the state where it is of a presidential election in one.
CREATE TEMP TABLE page_fact AS
SELECT p.page_id, p.title, p.years, p.is_presidential, s.state, s.fips,
    -- Whose electoral votes the page shares out: the state's, or those of all states.
    coalesce(s.state, CASE WHEN p.is_presidential AND NOT contains(p.title, ' in ') THEN 'US' END) AS votes_of
FROM (
    SELECT page_id, title,
        list_transform(regexp_extract_all(title, '\b(1[6-9]\d\d|20\d\d)\b'), lambda y: y::INT) AS years,
        regexp_matches(title, '^(\d{4} )?United States presidential election($|,| in )') AS is_presidential,
        -- "2004 … election in Massachusetts", "… in Missouri, 2008", "… in Washington (state)", "… in the District of Columbia"
        regexp_extract(title, ' presidential election in (?:the )?(.+?)(?:, \d{4}| \(.*\))?$', 1) AS place
    FROM pages
) p LEFT JOIN states s ON s.name = p.place;

-- The first infobox of each page: later ones are of primaries, by-elections, single contests.
CREATE TEMP TABLE main_election AS
SELECT e.*, p.title, p.years, p.is_presidential, p.state, p.votes_of,
    CASE WHEN len(p.years) = 1 THEN p.years[1] END AS title_year
FROM elections e JOIN page_fact p USING (page_id)
QUALIFY e.infobox_no = min(e.infobox_no) OVER (PARTITION BY e.page_id);

-- Ballots of the main election of a page, from its only contest or from the infobox's candidates.
CREATE TEMP TABLE ballots AS
SELECT e.election_id, e.page_id, coalesce(c.votes, i.votes) AS votes
FROM main_election e
LEFT JOIN (
    SELECT page_id, max(coalesce(total_votes, part_sum)) AS votes FROM contest GROUP BY page_id HAVING count(*) = 1
) c USING (page_id)
LEFT JOIN (
    SELECT election_id, sum(popular_vote)::BIGINT AS votes FROM candidates GROUP BY election_id
    HAVING count(popular_vote) = count(*)
) i USING (election_id)
WHERE coalesce(c.votes, i.votes) > 0;

-- The votes of a county in the only row that a page has of it, primaries and runoffs left out.
CREATE TEMP TABLE county_ballots AS
SELECT election_id, page_id, table_no, row_no, area_type, area, geoid, coalesce(total_votes, CASE WHEN n = n_votes THEN row_sum END) AS votes
FROM area_numbered
WHERE geoid IS NOT NULL AND area_type = 'county' AND NOT is_total AND NOT is_stage(election_id)
QUALIFY count(*) OVER (PARTITION BY page_id, geoid) = 1;

-- Every name that stands for a person on a page, with its link, where it has one, and the table (0: the infobox).
CREATE TEMP TABLE person AS
SELECT DISTINCT page_id, table_no, name, link FROM (
    SELECT e.page_id, -e.infobox_no AS table_no, c.name, c.name_link AS link FROM candidates c JOIN elections e USING (election_id)
    WHERE c.seats IS NULL
    UNION ALL SELECT page_id, table_no, candidate, candidate_link FROM results WHERE line IN ('candidate', 'write_in')
    UNION ALL SELECT page_id, table_no, candidate, NULL FROM area_results
) WHERE NOT is_combined(name);
