"""Topics, opinions and meetings in any state, made without ceremony; services are tested through services."""

import datetime as dt
from typing import Any

import factory

from foundation.core import clock
from foundation.orgs.enums import Kind, Side
from meetings.enums.topic import Origin
from meetings.models import AgendaItem, Meeting, Opinion, Review, Topic, TopicVersion
from meetings.models.text import fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.orgs import DepartmentFactory, FederationFactory, UnitFactory


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    """A topic of `unit` in `state`, its first edition kept when it was submitted."""

    class Meta:
        model = Topic
        skip_postgeneration_save = True

    year = 2026
    number = factory.Sequence(lambda n: n + 100)
    reference = factory.LazyAttribute(lambda topic: f"YT-{topic.year}-{topic.number:03d}")
    title = factory.Sequence(lambda n: f"关于建立工资支付联合排查机制的议题{n}（演示）")
    origin = Origin.GRASSROOTS
    unit = factory.SubFactory(FederationFactory)
    filed_by = factory.LazyAttribute(lambda topic: UserFactory(unit=topic.unit, roles=["rights_clerk"]))
    background = "多名职工反映工资未按期支付。"
    asked_decision = "由区住建局牵头，每季度对在建项目工资支付开展联合排查。"
    lead_unit = factory.SubFactory(DepartmentFactory)

    @factory.post_generation
    def text(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        text = self.canonical()
        self.text_hash = fingerprint(text)
        self.save(update_fields=["text_hash"])
        if self.state != "draft":
            TopicVersion.objects.create(
                topic=self, edition=1, text=text, text_hash=self.text_hash, written_by=self.filed_by
            )


class OpinionFactory(factory.django.DjangoModelFactory[Opinion]):
    """A unit asked about a topic under consultation, five working days from now."""

    class Meta:
        model = Opinion

    reference = factory.Sequence(lambda n: f"YT-2026-{n + 100:03d}-01")
    topic = factory.SubFactory(TopicFactory, state="consulting")
    unit = factory.SubFactory(DepartmentFactory)
    asked_by = factory.LazyFunction(lambda: UserFactory(roles=["office_clerk"]))

    @classmethod
    def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        opinion = super()._build(model_class, *args, **kwargs)
        opinion.start_clock(opinion.asked_at, 5)
        return opinion

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        opinion = model_class(*args, **kwargs)
        opinion.start_clock(opinion.asked_at, 5)
        opinion.save()
        return opinion


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    """A meeting being prepared for three weeks from now."""

    class Meta:
        model = Meeting

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    ordinal = factory.Sequence(lambda n: n + 1)
    reference = factory.LazyAttribute(lambda meeting: f"LX-{meeting.year}-{meeting.number:02d}")
    title = factory.LazyAttribute(lambda meeting: f"区政府与区总工会第{meeting.ordinal}次联席会议（演示）")
    starts_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=21))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + dt.timedelta(hours=2))
    room = "区行政中心第一会议室"
    chair_post = "区人民政府区长"
    union_host = factory.SubFactory(FederationFactory)
    government_host = factory.SubFactory(UnitFactory, kind=Kind.GOVERNMENT_OFFICE, side=Side.GOVERNMENT)
    prepared_by = factory.LazyAttribute(lambda meeting: UserFactory(unit=meeting.union_host, roles=["office_clerk"]))


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    """A topic on a meeting's agenda."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 2)
    reference = factory.LazyAttribute(lambda item: f"{item.meeting.reference}-{item.position:02d}")
    topic = factory.SubFactory(TopicFactory, state="scheduled", meeting=factory.SelfAttribute("..meeting"))
    title = factory.LazyAttribute(lambda item: item.topic.title)
    item_hash = factory.LazyAttribute(lambda item: fingerprint({"title": item.title, "at": item.position}))


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    """An official asked about one item."""

    class Meta:
        model = Review

    item = factory.SubFactory(AgendaItemFactory)
    reviewer = factory.LazyFunction(lambda: UserFactory(roles=["reviewing_official"]))
