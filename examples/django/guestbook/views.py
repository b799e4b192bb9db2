"""The pages: the guestbook itself, and what the platform asks of a service."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import CreateView

from .forms import EntryForm
from .models import Entry

NEWEST = 50  # entries on the page

logger = logging.getLogger(__name__)


class GuestbookPage(CreateView):
    """The newest entries and the form below them. A valid post is stored and redirected; any other shows its errors."""

    form_class = EntryForm
    template_name = "guestbook/page.html"
    success_url = reverse_lazy("guestbook")

    def get_context_data(self, **context):
        return super().get_context_data(entries=Entry.objects.all()[:NEWEST], **context)


@never_cache
@require_safe
def health(request):
    """Whether the page can be served. It looks for one row in the database: a release that cannot reach its data must
    get no traffic, and the look-up costs well under a millisecond."""
    try:
        Entry.objects.exists()
    except DatabaseError:
        logger.exception("not ready: the entries cannot be read")
        return JsonResponse({"status": "unavailable", "version": settings.RELEASE_ID}, status=503)
    return JsonResponse({"status": "ok", "version": settings.RELEASE_ID})


@never_cache
@require_safe
def version(request):
    """Which release answers; touches nothing."""
    return JsonResponse({"version": settings.RELEASE_ID})
