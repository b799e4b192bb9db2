"""What the guestbook keeps."""

from django.db import models


class Entry(models.Model):
    """One visitor's words; the newest come first."""

    name = models.CharField("your name", max_length=80)
    message = models.TextField("your message", max_length=500)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["-created", "-id"], name="entry_newest_first")]
        verbose_name_plural = "entries"

    def __str__(self):
        return f"{self.name}: {self.message}"
