"""The same answers as many Django projects would make them: nested DRF serializers over rows that the ORM brings.

It is written with care, not badly: relations are prefetched, lists do not read bodies, the order and the words have
their indexes, words are counted once and not at every request. What it does not have is the archive's idea: documents
that are ready before they are asked for. Its answers equal the archive's, which the benchmark checks.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.http import QueryDict
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination

from series.body import reading_minutes
from series.models.catalogue import Contributor, Image, Rendition, Series
from series.models.desk import Article, ArticleCountry, Credit, CrossLink, FigureUse
from series.search.fold import fold
from series.search.vector import CONFIG

FORMATS = ("avif", "webp", "jpeg")
API = f"{settings.PUBLIC_URL}/api/v1"


def _url(resource: str, key: object) -> str:
    return f"{API}/{resource}/{key}/"


class Linked(serializers.ModelSerializer):
    """A series or an article where another one points to it."""

    url = serializers.SerializerMethodField()
    resource = ""

    def get_url(self, found: Any) -> str:
        return _url(self.resource, found.slug)


class SeriesInShort(Linked):
    resource = "series"

    class Meta:
        model = Series
        fields = ("slug", "title", "url")


class ArticleInShort(Linked):
    resource = "articles"

    class Meta:
        model = Article
        fields = ("slug", "title", "url")


class EmptyIsNull(serializers.CharField):
    """A text that is null in the answer where it is empty."""

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) or None


class ContributorSerializer(serializers.ModelSerializer):
    affiliation = EmptyIsNull()

    class Meta:
        model = Contributor
        fields = ("slug", "name", "affiliation")


class RenditionSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    type = serializers.SerializerMethodField()

    class Meta:
        model = Rendition
        fields = ("url", "width", "height", "type")

    def get_url(self, found: Rendition) -> str:
        return f"{settings.PUBLIC_URL}{settings.MEDIA_URL}{found.key}"

    def get_type(self, found: Rendition) -> str:
        return f"image/{found.format}"


class ImageSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    renditions = serializers.SerializerMethodField()
    square = serializers.SerializerMethodField()
    placeholder = serializers.SerializerMethodField()
    focal_point = serializers.SerializerMethodField()
    alt, credit, licence = EmptyIsNull(), EmptyIsNull(), EmptyIsNull()

    class Meta:
        model = Image
        fields = (
            "id", "url", "status", "renditions", "square", "placeholder", "focal_point", "width", "height", "alt",
            "credit", "licence",
        )  # fmt: skip

    def get_url(self, found: Image) -> str:
        return _url("images", found.pk)

    def get_status(self, found: Image) -> str:
        if found.republishable is False:
            return "withheld"
        return "available" if found.renditions.all() else "missing"

    def get_renditions(self, found: Image) -> Any:
        return self._made(found, Rendition.Kind.WHOLE)

    def get_square(self, found: Image) -> Any:
        return self._made(found, Rendition.Kind.SQUARE)

    def _made(self, found: Image, kind: str) -> Any:
        is_shown = self.get_status(found) == "available"
        rows = [row for row in found.renditions.all() if row.kind == kind and is_shown]
        rows.sort(key=lambda row: (FORMATS.index(row.format), row.width))
        return RenditionSerializer(rows, many=True).data

    def get_placeholder(self, found: Image) -> Any:
        return found.placeholder or None if self.get_status(found) == "available" else None

    def get_focal_point(self, found: Image) -> Any:
        return {"x": found.focal_x, "y": found.focal_y} if self.get_status(found) == "available" else None


class CrossLinkSerializer(serializers.ModelSerializer):
    state = serializers.SerializerMethodField()
    target = serializers.SerializerMethodField()

    class Meta:
        model = CrossLink
        fields = ("kind", "state", "target")

    def get_state(self, found: CrossLink) -> str:
        return "live" if found.target else "unresolved"

    def get_target(self, found: CrossLink) -> Any:
        serializer = ArticleInShort if found.kind == "article" else SeriesInShort
        return {"type": found.kind, **_without_slug(serializer(found.target).data)} if found.target else None

    def to_representation(self, instance: CrossLink) -> Any:
        shown = super().to_representation(instance)
        return shown if shown["target"] else {name: shown[name] for name in ("kind", "state")}


def _without_slug(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name != "slug"}


class BackLinkSerializer(serializers.ModelSerializer):
    slug = serializers.CharField(source="article.slug")
    title = serializers.CharField(source="article.title")
    url = serializers.SerializerMethodField()

    class Meta:
        model = CrossLink
        fields = ("slug", "title", "url", "phrase")

    def get_url(self, found: CrossLink) -> str:
        return _url("articles", found.article.slug)


class MarkSerializer(serializers.Serializer):
    type = serializers.CharField()

    def to_representation(self, instance: Any) -> Any:
        shown = super().to_representation(instance)
        if instance["type"] == "crossLink":
            shown["attrs"] = {"id": instance["attrs"]["id"]}
        elif instance["type"] == "link":
            shown["attrs"] = instance["attrs"]
        return shown


class RunSerializer(serializers.Serializer):
    type = serializers.CharField()
    text = serializers.CharField()
    marks = MarkSerializer(many=True, required=False)


class BlockSerializer(serializers.Serializer):
    """A block by its kind, with the blocks or runs of text in it."""

    type = serializers.CharField()
    attrs = serializers.DictField(required=False)

    def to_representation(self, instance: Any) -> Any:
        shown = super().to_representation(instance)
        if "content" in instance:
            is_text = instance["type"] in {"paragraph", "heading"}
            shown["content"] = (RunSerializer if is_text else BlockSerializer)(instance["content"], many=True).data
        return shown


class BodySerializer(serializers.Serializer):
    type = serializers.CharField()
    attrs = serializers.DictField()
    content = BlockSerializer(many=True)


class SourceSerializer(serializers.ModelSerializer):
    publisher, canonical_url, licence = EmptyIsNull(), EmptyIsNull(), EmptyIsNull()
    attribution, republication_notice = EmptyIsNull(), EmptyIsNull()

    class Meta:
        model = Article
        fields = ("publisher", "canonical_url", "licence", "attribution", "republication_notice")


class EpigraphSerializer(serializers.Serializer):
    paragraphs = serializers.ListField(child=serializers.CharField())
    attribution = serializers.CharField(allow_null=True)


class LeadImageSerializer(serializers.ModelSerializer):
    """The picture that opens the text, under the caption, credit and alternative text of this use."""

    class Meta:
        model = FigureUse
        fields = ("caption", "alt", "credit")

    def to_representation(self, instance: FigureUse) -> Any:
        own = super().to_representation(instance)
        said = {name: own[name] for name in ("alt", "credit") if own[name]}
        return {**ImageSerializer(instance.image).data, **said, "caption": own["caption"] or None}


class ArticleRow(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    series = SeriesInShort()
    contributors = serializers.SerializerMethodField()
    about = serializers.SerializerMethodField()
    lead_image = serializers.SerializerMethodField()
    published_on_precision = EmptyIsNull()
    live_from = serializers.DateTimeField(source="shown.live_from")
    edition = serializers.IntegerField(source="shown.edition")
    word_count = serializers.IntegerField(source="shown.word_count")
    reading_minutes = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id", "slug", "url", "title", "standfirst", "series", "language", "instalment_number", "position",
            "published_on", "published_on_precision", "live_from", "edition", "contributors", "about", "lead_image",
            "word_count", "reading_minutes",
        )  # fmt: skip

    def get_url(self, article: Article) -> str:
        return _url("articles", article.slug)

    def get_contributors(self, article: Article) -> Any:
        return ContributorSerializer([credit.contributor for credit in article.credits.all()], many=True).data

    def get_about(self, article: Article) -> list[str]:
        return article.about

    def get_lead_image(self, article: Article) -> Any:
        figures = article.figures.all()
        return LeadImageSerializer(figures[0]).data if figures else None

    def get_reading_minutes(self, article: Article) -> int:
        return reading_minutes(article.shown.word_count)


class ArticlePage(ArticleRow):
    epigraph = EpigraphSerializer()
    body = BodySerializer()
    mentions = serializers.SerializerMethodField()
    source = SourceSerializer(source="*")
    images = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()
    linked_from = serializers.SerializerMethodField()
    previous = serializers.SerializerMethodField()
    next = serializers.SerializerMethodField()
    alias_paths = serializers.SerializerMethodField()

    class Meta(ArticleRow.Meta):
        fields = (
            *ArticleRow.Meta.fields, "epigraph", "body", "mentions", "source", "images", "links", "linked_from",
            "previous", "next", "alias_paths",
        )  # fmt: skip

    def get_mentions(self, article: Article) -> list[str]:
        return article.mentions

    def get_images(self, article: Article) -> dict[str, Any]:
        return {str(figure.image_id): ImageSerializer(figure.image).data for figure in article.figures.all()}

    def get_links(self, article: Article) -> dict[str, Any]:
        return {str(link.link_id): CrossLinkSerializer(link).data for link in article.cross_links.all()}

    def get_linked_from(self, article: Article) -> Any:
        """Each article once, under the first of its links."""
        first: dict[Any, CrossLink] = {}
        for link in article.back_links.all():
            first.setdefault(link.article_id, link)
        by_title = sorted(first.values(), key=lambda link: (link.article.title, link.article.slug))
        return BackLinkSerializer(by_title, many=True).data

    def get_previous(self, article: Article) -> Any:
        return self._beside(article, "-position", position__lt=article.position)

    def get_next(self, article: Article) -> Any:
        return self._beside(article, "position", position__gt=article.position)

    def _beside(self, article: Article, order: str, **where: Any) -> Any:
        if article.series_id is None or article.position is None:
            return None
        others = Article.objects.filter(series_id=article.series_id, **where).only("slug", "title")
        found = others.order_by(order).first()
        return ArticleInShort(found).data if found else None

    def get_alias_paths(self, article: Article) -> list[str]:
        """None of the generated articles ever moved; a project with aliases would ask one query more."""
        return []


def _figures() -> QuerySet[FigureUse]:
    return FigureUse.objects.select_related("image").prefetch_related("image__renditions").order_by("position")


def _articles() -> QuerySet[Article]:
    return (
        Article.objects.select_related("series", "shown")
        .defer("shown__search", "shown__text")
        .prefetch_related(
            Prefetch("credits", Credit.objects.select_related("contributor")),
            Prefetch("countries", ArticleCountry.objects.all()),
            Prefetch("figures", _figures()),
        )
    )


def _rows(query: QueryDict) -> QuerySet[Article]:
    """The articles that `neighbour` and `q` choose, without their bodies, newest first."""
    found = _articles().defer("body")
    if query.get("neighbour"):
        related = ArticleCountry.objects.filter(article=OuterRef("pk"), country=query["neighbour"])
        found = found.filter(Exists(related))
    if query.get("q"):
        found = found.filter(shown__search=_words(query["q"]))
    return found.order_by(F("published_on").desc(nulls_last=True), "-shown__first_live_from", "id")


def _words(text: str) -> SearchQuery:
    return SearchQuery(fold(text), config=CONFIG, search_type="websearch")


class Pages(PageNumberPagination):
    page_size = 20


class ArticleList(generics.ListAPIView):
    serializer_class = ArticleRow
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Article]:
        return _rows(self.request.query_params)


class ArticleDetail(generics.RetrieveAPIView):
    serializer_class = ArticlePage
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Article]:
        links = CrossLink.objects.select_related("target_article", "target_series").defer("target_article__body")
        back = CrossLink.objects.select_related("article").defer("article__body").order_by("position")
        return _articles().prefetch_related(Prefetch("cross_links", links), Prefetch("back_links", back))


class HitSerializer(ArticleRow):
    """A row with the piece of its text that has the words. (The archive gives up to three, with their headings.)"""

    headline = serializers.CharField()

    class Meta(ArticleRow.Meta):
        fields = (*ArticleRow.Meta.fields, "headline")


class Search(generics.ListAPIView):
    serializer_class = HitSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Article]:
        words = self.request.query_params.get("q", "")
        options = {"max_words": 40, "min_words": 20, "max_fragments": 3}
        return _rows(self.request.query_params).annotate(
            headline=SearchHeadline("shown__text", _words(words), config=CONFIG, **options)
        )
