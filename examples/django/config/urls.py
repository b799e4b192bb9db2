"""Every path of the service."""

from django.urls import path

from guestbook import views

urlpatterns = [
    path("", views.GuestbookPage.as_view(), name="guestbook"),
    path("health", views.health, name="health"),
    path("version", views.version, name="version"),
]
