"""Addresses of the joint meeting: topics, opinions, meetings, agendas."""

from django.urls import path

from meetings.views import agenda, meetings, opinions, review, topic_steps, topic_texts, topics

app_name = "meetings"

urlpatterns = [
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topic_texts.draft_topic, name="draft_topic"),
    path("topics/raise/<str:reference>/", topic_texts.raise_topic, name="raise_topic"),
    path("topics/<str:reference>/", topics.topic, name="topic"),
    path("topics/<str:reference>/compare/", topics.compare, name="compare"),
    path("topics/<str:reference>/edit/", topic_texts.edit_topic, name="edit_topic"),
    path("topics/<str:reference>/papers/attach/", topic_texts.attach_paper, name="attach_paper"),
    path("topics/<str:reference>/papers/<uuid:key>/", topics.paper, name="paper"),
    path("topics/<str:reference>/papers/<uuid:key>/remove/", topic_texts.remove_paper, name="remove_paper"),
    path("topics/<str:reference>/submit/", topic_steps.submit, name="submit"),
    path("topics/<str:reference>/screen/", topic_steps.screen, name="screen"),
    path("topics/<str:reference>/return/", topic_steps.return_topic, name="return_topic"),
    path("topics/<str:reference>/consult/", topic_steps.consult, name="consult"),
    path("topics/<str:reference>/consolidate/", topic_steps.consolidate, name="consolidate"),
    path("topics/<str:reference>/present/", topic_steps.present, name="present"),
    path("topics/<str:reference>/clear/", topic_steps.clear, name="clear"),
    path("topics/<str:reference>/schedule/", topic_steps.schedule, name="schedule"),
    path("topics/<str:reference>/defer/", topic_steps.defer, name="defer"),
    path("topics/<str:reference>/resume/", topic_steps.resume, name="resume"),
    path("topics/<str:reference>/withdraw/", topic_steps.withdraw, name="withdraw"),
    path("opinions/<str:reference>/", opinions.opinion, name="opinion"),
    path("opinions/<str:reference>/answer/", opinions.answer_opinion, name="answer_opinion"),
    path("opinions/<str:reference>/adopt/", opinions.adopt_opinion, name="adopt_opinion"),
    path("opinions/<str:reference>/reask/", opinions.reask_opinion, name="reask_opinion"),
    path("opinions/<str:reference>/urge/", opinions.urge_opinion, name="urge_opinion"),
    path("", meetings.meetings, name="meetings"),
    path("new/", meetings.prepare_meeting, name="prepare_meeting"),
    path("<str:reference>/", meetings.meeting, name="meeting"),
    path("<str:reference>/edit/", meetings.edit_meeting, name="edit_meeting"),
    path("<str:reference>/agenda/", agenda.agenda, name="agenda"),
    path("<str:reference>/agenda/add/", agenda.add_item, name="add_item"),
    path("<str:reference>/agenda/send/", agenda.send_for_review, name="send_for_review"),
    path("<str:reference>/agenda/recall/", agenda.recall, name="recall"),
    path("<str:reference>/agenda/clear/", agenda.clear_agenda, name="clear_agenda"),
    path("<str:reference>/agenda/freeze/", agenda.freeze, name="freeze"),
    path("<str:reference>/agenda/unfreeze/", agenda.unfreeze, name="unfreeze"),
    path("<str:reference>/agenda/<str:item>/edit/", agenda.edit_item, name="edit_item"),
    path("<str:reference>/agenda/<str:item>/move/", agenda.move_item, name="move_item"),
    path("<str:reference>/agenda/<str:item>/remove/", agenda.remove_item, name="remove_item"),
    path("<str:reference>/review/", review.review, name="review"),
    path("<str:reference>/review/<str:item>/", review.review_item, name="review_item"),
]
