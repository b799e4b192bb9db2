from datetime import timedelta

from django.core.management import call_command
from django.test import TestCase

from guestbook.forms import EntryForm
from guestbook.models import Entry


class EntryFormTest(TestCase):
    def test_refuses_an_empty_name_and_message_and_says_what_to_do(self):
        form = EntryForm({"name": "  ", "message": ""})
        self.assertEqual(
            form.errors,
            {"name": ["Please say who you are."], "message": ["Please write something."]},
        )

    def test_refuses_a_name_of_81_and_a_message_of_501_characters(self):
        form = EntryForm({"name": "n" * 81, "message": "m" * 501})
        self.assertEqual(
            form.errors,
            {
                "name": ["Ensure this value has at most 80 characters (it has 81)."],
                "message": ["Ensure this value has at most 500 characters (it has 501)."],
            },
        )

    def test_takes_the_longest_name_and_message_and_trims_the_ends(self):
        form = EntryForm({"name": f" {'n' * 80} ", "message": "m" * 500})
        entry = form.save()
        self.assertEqual((entry.name, entry.message), ("n" * 80, "m" * 500))


class EntryTest(TestCase):
    def test_shows_the_newest_first(self):
        older = Entry.objects.create(name="Ada", message="first")
        newer = Entry.objects.create(name="Bob", message="second")
        Entry.objects.filter(pk=older.pk).update(created=newer.created - timedelta(days=1))
        self.assertEqual([str(entry) for entry in Entry.objects.all()], ["Bob: second", "Ada: first"])

    def test_has_a_migration_for_every_change_of_the_model(self):
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
