from django.urls import path

from committees import views
from committees.meetings import file_views, item_views, minutes_views, task_views
from committees.meetings import views as meetings
from committees.papers import consulting_views
from committees.papers import views as papers

urlpatterns = [
    path("", views.committees, name="committees"),
    path("<int:pk>/", views.committee, name="committee"),
    path("<int:pk>/dossier-<int:year>.zip", papers.dossier, name="dossier"),
    path("<int:pk>/meetings/new/", meetings.new_meeting, name="new-meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change-meeting"),
    path("meetings/<int:pk>/attendance/", meetings.attendance, name="attendance"),
    path("meetings/<int:pk>/meeting.ics", meetings.invitation, name="invitation"),
    path("meetings/<int:pk>/minutes.docx", minutes_views.minutes, name="minutes"),
    path("meetings/<int:pk>/correct/", meetings.correct_meeting, name="correct-meeting"),
    path("meetings/<int:pk>/items/new/", item_views.new_item, name="new-item"),
    path("meetings/<int:pk>/<slug:act>/", meetings.step, name="meeting-step"),
    path("items/<int:pk>/", item_views.agenda_item, name="agenda-item"),
    path("items/<int:pk>/excerpt.docx", minutes_views.excerpt, name="excerpt"),
    path("items/<int:pk>/change/", item_views.change_item, name="change-item"),
    path("items/<int:pk>/remove/", item_views.remove_item, name="remove-item"),
    path("items/<int:pk>/decide/", item_views.decide_item, name="decide-item"),
    path("items/<int:pk>/correct/", item_views.correct_item, name="correct-item"),
    path("items/<int:pk>/correct-record/", item_views.correct_item_record, name="correct-item-record"),
    path("items/<int:pk>/tasks/", task_views.new_task, name="new-task"),
    path("items/<int:pk>/files/", file_views.new_file, name="new-item-file"),
    path("items/<int:pk>/consultations/", consulting_views.new_consultation, name="new-consultation"),
    path("consultations/<int:pk>/remove/", consulting_views.remove_consultation, name="remove-consultation"),
    path("items/<int:pk>/paper/", papers.item_paper, name="item-paper"),
    path("items/<int:pk>/paper/bases/", papers.line_bases, name="line-bases"),
    path("items/<int:pk>/paper/draft.<str:extension>", papers.draft_file, name="draft-paper"),
    path("files/<int:pk>/", file_views.item_file, name="item-file"),
    path("files/<int:pk>/remove/", file_views.remove_item_file, name="remove-item-file"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/paper.<str:extension>", papers.paper_file, name="paper-file"),
    path("tasks/<int:pk>/", task_views.task, name="task"),
    path("tasks/<int:pk>/change/", task_views.edit_task, name="change-task"),
]
