DROP INDEX guide_by_area;
ALTER TABLE guide_entries DROP COLUMN area_id;
