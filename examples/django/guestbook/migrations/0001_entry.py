from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="your name")),
                ("message", models.TextField(max_length=500, verbose_name="your message")),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-created", "-id"],
                "indexes": [models.Index(fields=["-created", "-id"], name="entry_newest_first")],
            },
        ),
    ]
