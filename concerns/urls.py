from django.urls import path

from concerns.views import attachments, clusters, reveal
from concerns.views.accept import accept
from concerns.views.answer import answer
from concerns.views.call_back import call_back
from concerns.views.close import close
from concerns.views.detail import detail
from concerns.views.dispatch import dispatch
from concerns.views.merge import merge
from concerns.views.queue import queue
from concerns.views.reassign import reassign
from concerns.views.refer_out import refer_out
from concerns.views.register import look, register
from concerns.views.reject import reject
from concerns.views.reopen import reopen
from concerns.views.report import report
from concerns.views.report_progress import report_progress
from concerns.views.resume import resume
from concerns.views.return_order import return_order
from concerns.views.review_report import review_report
from concerns.views.shelve import shelve
from concerns.views.triage import triage
from concerns.views.withdraw import withdraw

app_name = "concerns"

urlpatterns = [
    path("", queue, name="queue"),
    path("new/", register, name="register"),
    path("new/look/", look, name="look"),
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/new/", clusters.group, name="group"),
    path("clusters/<slug:reference>/", clusters.cluster, name="cluster"),
    path("clusters/<slug:reference>/add/", clusters.add_to_cluster, name="add_to_cluster"),
    path("clusters/<slug:reference>/remove/", clusters.remove_from_cluster, name="remove_from_cluster"),
    path("clusters/<slug:reference>/dissolve/", clusters.dissolve, name="dissolve"),
    path("<slug:reference>/", detail, name="detail"),
    path("<slug:reference>/triage/", triage, name="triage"),
    path("<slug:reference>/reject/", reject, name="reject"),
    path("<slug:reference>/answer/", answer, name="answer"),
    path("<slug:reference>/refer-out/", refer_out, name="refer_out"),
    path("<slug:reference>/dispatch/", dispatch, name="dispatch"),
    path("<slug:reference>/reassign/", reassign, name="reassign"),
    path("<slug:reference>/accept/", accept, name="accept"),
    path("<slug:reference>/return-order/", return_order, name="return_order"),
    path("<slug:reference>/report-progress/", report_progress, name="report_progress"),
    path("<slug:reference>/report/", report, name="report"),
    path("<slug:reference>/review-report/", review_report, name="review_report"),
    path("<slug:reference>/shelve/", shelve, name="shelve"),
    path("<slug:reference>/resume/", resume, name="resume"),
    path("<slug:reference>/call-back/", call_back, name="call_back"),
    path("<slug:reference>/close/", close, name="close"),
    path("<slug:reference>/reopen/", reopen, name="reopen"),
    path("<slug:reference>/merge/", merge, name="merge"),
    path("<slug:reference>/withdraw/", withdraw, name="withdraw"),
    path("<slug:reference>/reveal/<slug:field>/", reveal.reveal, name="reveal"),
    path("<slug:reference>/mask/<slug:field>/", reveal.mask, name="mask"),
    path("<slug:reference>/files/new/", attachments.attach, name="attach"),
    path("<slug:reference>/files/<uuid:key>/", attachments.download, name="download"),
]
