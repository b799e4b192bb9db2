"""What a visitor may send."""

from django import forms

from .models import Entry


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["name", "message"]
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "name": {"required": "Please say who you are."},
            "message": {"required": "Please write something."},
        }
