-- For checks across pages, when all lots have given what they have of `main_election`, `ballots` and `county_ballots`.

-- Pages of the dataset that follow each other: the one names the other as its previous or its next election.
CREATE TEMP TABLE successive AS
SELECT a.page_id AS earlier_page, a.election_id AS earlier, b.page_id AS later_page, b.election_id AS later
FROM main_election a JOIN main_election b ON b.previous_election = a.title AND b.year > a.year
UNION -- and not OR, for which DuckDB compares each page with each
SELECT a.page_id, a.election_id, b.page_id, b.election_id
FROM main_election a JOIN main_election b ON a.next_election = b.title AND b.year > a.year;
