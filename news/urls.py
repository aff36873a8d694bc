"""新闻发布: the reading site, then the desk."""

from django.urls import path

from news.views import desk, reading, reviewing, writing

app_name = "news"

urlpatterns = [
    path("", reading.front, name="front"),
    path("sitemap.xml", reading.sitemap, name="sitemap"),
    path("news/", reading.index, name="index"),
    path("news/feed/", reading.feed, name="feed"),
    path("news/search/", reading.search, name="search"),
    path("news/archive/", reading.archive, name="archive"),
    path("news/archive/<int:year>/", reading.archive, name="year"),
    path("news/archive/<int:year>/<int:month>/", reading.archive, name="month"),
    path("news/columns/<slug:slug>/", reading.column, name="column"),
    path("news/desk/", desk.queue, name="queue"),
    path("news/paste/", writing.paste, name="paste"),
    path("news/write/", writing.write, name="write"),
    path("news/draft/<str:reference>/", writing.draft_release, name="draft_release"),
    path("news/check/", writing.check, name="check"),
    path("news/desk/<str:reference>/", desk.detail, name="detail"),
    path("news/desk/<str:reference>/sheet/", desk.sheet, name="sheet"),
    path("news/desk/<str:reference>/history/", desk.history, name="history"),
    path("news/desk/<str:reference>/edit/", writing.edit, name="edit"),
    path("news/desk/<str:reference>/submit/", writing.submit, name="submit"),
    path("news/desk/<str:reference>/review/", reviewing.review, name="review"),
    path("news/desk/<str:reference>/recall/", reviewing.recall, name="recall"),
    path("news/desk/<str:reference>/publish/", reviewing.publish, name="publish"),
    path("news/desk/<str:reference>/correct/", reviewing.correct, name="correct"),
    path("news/desk/<str:reference>/drop-correction/", reviewing.drop_correction, name="drop_correction"),
    path("news/desk/<str:reference>/withdraw/", reviewing.withdraw, name="withdraw"),
    path("news/<str:reference>/qr.svg", reading.qr, name="qr"),
    path("news/<str:reference>/", reading.release, name="release"),
]
