-- The window of the public role: it may read these views and nothing behind them. Views run with their owner's rights.
-- What lies in the future is not in them, so that even a query without any condition shows nothing too early.

-- Pictures are shown by their renditions: no public view tells the key of a file that was uploaded.
-- Not for the public role: the views below let it see those that editions use. A rendition that was made from another
-- file than the picture has now is none of its renditions; without any, there is nothing to show.
CREATE VIEW series_shown_image AS
SELECT i.id, s.status, i.alt, i.credit, i.licence, i.width, i.height,
       CASE WHEN s.status = 'available' THEN nullif(i.placeholder, '') END AS placeholder,
       CASE WHEN s.status = 'available' THEN jsonb_build_object('x', i.focal_x, 'y', i.focal_y) END AS focal_point,
       CASE WHEN s.status = 'available' THEN
           -- Text, a line for each: as JSON it takes three times as long, and every row of a list has it.
           (SELECT string_agg(concat_ws(' ', r.kind, r.format, r.width, r.height, r.key), E'\n'
                              ORDER BY array_position(ARRAY['avif', 'webp', 'jpeg'], r.format::text), r.width)
              FROM series_rendition r WHERE r.image_id = i.id AND r.source = i.sha256)
           ELSE '' END AS renditions
FROM series_image i
CROSS JOIN LATERAL (
    SELECT CASE WHEN i.republishable IS FALSE THEN 'withheld'
                WHEN EXISTS (SELECT FROM series_rendition r WHERE r.image_id = i.id AND r.source = i.sha256)
                THEN 'available'
                ELSE 'missing' END AS status) s;

CREATE VIEW series_public_image AS
SELECT i.*,
       EXISTS (SELECT FROM series_shelfarticle a WHERE a.image_ids @> ARRAY[i.id] AND a.during @> now()) AS is_live
FROM series_shown_image i
WHERE EXISTS (SELECT FROM series_shelfarticle a WHERE a.image_ids @> ARRAY[i.id] AND lower(a.during) <= now());

CREATE VIEW series_public_rendition AS
SELECT r.id, r.key, r.format, r.sha256
FROM series_rendition r
JOIN series_image i ON i.id = r.image_id AND i.sha256 = r.source AND i.republishable IS NOT FALSE
WHERE EXISTS (SELECT FROM series_shelfarticle a WHERE a.image_ids @> ARRAY[i.id] AND lower(a.during) <= now());

CREATE VIEW series_public_series AS
SELECT x.id, x.slug, x.title, x.description, x.subject_id,
       EXISTS (SELECT FROM series_shelfarticle a WHERE a.series_id = x.id AND a.during @> now()) AS is_live
FROM series_series x
WHERE EXISTS (SELECT FROM series_shelfarticle a WHERE a.series_id = x.id AND lower(a.during) <= now());

CREATE VIEW series_public_contributor AS
SELECT c.id, c.slug, c.name, c.affiliation,
       EXISTS (SELECT FROM series_shelfarticle a WHERE a.contributor_ids @> ARRAY[c.id] AND a.during @> now()) AS is_live
FROM series_contributor c
WHERE EXISTS (SELECT FROM series_shelfarticle a WHERE a.contributor_ids @> ARRAY[c.id] AND lower(a.during) <= now());

CREATE VIEW series_public_article AS
SELECT a.edition_id, a.article_id, a.number, a.during, a.first_live_from, a.slug, a.title, a.language, a.series_id,
       a.position, a.published_on, a.newest_key, a.oldest_key, a.position_key, a.about, a.mentions,
       a.contributor_ids, a.image_ids, a.lead_figure, a.passages, a.word_count, a.card, a.document, a.search,
       (SELECT jsonb_build_object('slug', x.slug, 'title', x.title) FROM series_series x WHERE x.id = a.series_id)
           AS series,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name, 'affiliation', c.affiliation)
                                 ORDER BY place), '[]')
          FROM unnest(a.contributor_ids) WITH ORDINALITY AS byline(id, place)
          JOIN series_contributor c USING (id)) AS contributors,
       (SELECT to_jsonb(i) - 'id' FROM series_shown_image i WHERE i.id = (a.lead_figure ->> 'image')::uuid) AS lead_image,
       (SELECT coalesce(jsonb_object_agg(i.id, to_jsonb(i) - 'id'), '{}')
          FROM series_shown_image i WHERE i.id = ANY (a.image_ids)) AS images,
       (SELECT coalesce(jsonb_object_agg(l.link_id, jsonb_build_object(
                   'kind', l.kind,
                   'state', CASE WHEN l.kind = 'series' AND ts.slug IS NOT NULL THEN 'live'
                                 WHEN ta.slug IS NOT NULL AND l.slug_then NOT IN ('', ta.slug) THEN 'moved'
                                 WHEN ta.slug IS NOT NULL THEN 'live'
                                 WHEN gone.article_id IS NOT NULL THEN 'withdrawn'
                                 ELSE 'unresolved' END,
                   'slug', coalesce(ts.slug, ta.slug), 'title', coalesce(ts.title, ta.title))), '{}')
          FROM series_shelflink l
          LEFT JOIN series_linkresolution r ON r.link_id = l.link_id
          LEFT JOIN series_shelfarticle ta
                 ON l.kind = 'article' AND ta.article_id = coalesce(l.target, r.target) AND ta.during @> now()
          LEFT JOIN series_tombstone gone ON l.kind = 'article' AND gone.article_id = coalesce(l.target, r.target)
          LEFT JOIN series_public_series ts ON l.kind = 'series' AND ts.id = coalesce(l.target, r.target) AND ts.is_live
         WHERE l.shelf_article_id = a.edition_id) AS links,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title, 'phrase', b.phrase)
                                 ORDER BY b.title, b.slug), '[]')
          FROM (SELECT DISTINCT ON (f.article_id) f.slug, f.title, l.phrase
                  FROM series_shelflink l
                  JOIN series_shelfarticle f ON f.edition_id = l.shelf_article_id AND f.during @> now()
                 WHERE l.kind = 'article' AND f.article_id <> a.article_id
                   -- Not "target or resolved": that would read every link of the archive.
                   AND l.id IN (SELECT aimed.id FROM series_shelflink aimed WHERE aimed.target = a.article_id
                                UNION ALL
                                SELECT found.id FROM series_shelflink found
                                  JOIN series_linkresolution r ON r.link_id = found.link_id
                                 WHERE r.target = a.article_id)
                 ORDER BY f.article_id, l.position) b) AS linked_from,
       (SELECT jsonb_build_object('slug', p.slug, 'title', p.title) FROM series_shelfarticle p
         WHERE p.series_id = a.series_id AND p.position < a.position AND p.during @> now()
         ORDER BY p.position DESC LIMIT 1) AS previous,
       (SELECT jsonb_build_object('slug', n.slug, 'title', n.title) FROM series_shelfarticle n
         WHERE n.series_id = a.series_id AND n.position > a.position AND n.during @> now()
         ORDER BY n.position LIMIT 1) AS next,
       (SELECT coalesce(jsonb_agg(DISTINCT old.slug), '[]') FROM series_shelfarticle old
         WHERE old.article_id = a.article_id AND old.slug <> a.slug AND lower(old.during) <= now()) AS aliases
FROM series_shelfarticle a
WHERE lower(a.during) <= now();
