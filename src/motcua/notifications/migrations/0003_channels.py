"""Messages by SMS and Zalo: their words, their providers, quiet hours, who chose what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, and columns that need no value."""

    dependencies = [
        ("notifications", "0002_watched"),
        ("people", "0002_citizens"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "Thư điện tử"),
                            ("sms", "Tin nhắn SMS"),
                            ("zalo", "Zalo"),
                        ],
                        max_length=16,
                        verbose_name="kênh",
                    ),
                ),
                ("chosen_at", models.DateTimeField(verbose_name="chọn lúc")),
            ],
            options={
                "verbose_name": "kênh nhận tin đã chọn",
                "verbose_name_plural": "kênh nhận tin đã chọn",
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True,
                        help_text="Để trống: đến khi có thay đổi.",
                        null=True,
                        verbose_name="đến hết ngày",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "Thư điện tử"),
                            ("sms", "Tin nhắn SMS"),
                            ("zalo", "Zalo"),
                        ],
                        max_length=16,
                        verbose_name="kênh",
                    ),
                ),
                ("begins", models.TimeField(verbose_name="từ giờ")),
                ("ends", models.TimeField(verbose_name="đến giờ")),
            ],
            options={
                "verbose_name": "giờ yên tĩnh",
                "verbose_name_plural": "giờ yên tĩnh",
                "ordering": ["channel", "valid_from"],
            },
        ),
        migrations.AlterModelOptions(
            name="messagetemplate",
            options={
                "ordering": ["topic", "channel", "valid_from"],
                "verbose_name": "mẫu thông báo",
                "verbose_name_plural": "mẫu thông báo",
            },
        ),
        migrations.RemoveConstraint(
            model_name="messagetemplate",
            name="messagetemplate_once",
        ),
        migrations.AddField(
            model_name="message",
            name="alternatives",
            field=models.JSONField(blank=True, default=list, verbose_name="kênh khác"),
        ),
        migrations.AddField(
            model_name="message",
            name="delivered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="tới nơi lúc"),
        ),
        migrations.AddField(
            model_name="message",
            name="provider",
            field=models.CharField(blank=True, max_length=40, verbose_name="nhà cung cấp"),
        ),
        migrations.AddField(
            model_name="message",
            name="provider_number",
            field=models.CharField(blank=True, max_length=80, verbose_name="số của nhà cung cấp"),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="channel",
            field=models.CharField(
                choices=[("email", "Thư điện tử"), ("sms", "Tin nhắn SMS"), ("zalo", "Zalo")],
                default="email",
                max_length=16,
                verbose_name="kênh",
            ),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="is_plain",
            field=models.BooleanField(default=False, verbose_name="không dấu"),
        ),
        migrations.AlterField(
            model_name="message",
            name="channel",
            field=models.CharField(
                choices=[("email", "Thư điện tử"), ("sms", "Tin nhắn SMS"), ("zalo", "Zalo")],
                default="email",
                max_length=16,
                verbose_name="kênh",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Chờ gửi"),
                    ("sent", "Đã gửi"),
                    ("delivered", "Đã tới nơi"),
                    ("failed", "Không gửi được"),
                ],
                default="waiting",
                max_length=16,
                verbose_name="tình trạng",
            ),
        ),
        migrations.AlterField(
            model_name="messagetemplate",
            name="subject",
            field=models.CharField(blank=True, max_length=200, verbose_name="tiêu đề"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["sent_at"], name="message_sent"),
        ),
        migrations.AddConstraint(
            model_name="messagetemplate",
            constraint=models.UniqueConstraint(
                fields=("topic", "channel", "valid_from"), name="messagetemplate_once"
            ),
        ),
        migrations.AddField(
            model_name="channelchoice",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="channel_choice",
                to="people.person",
                verbose_name="người",
            ),
        ),
        migrations.AddConstraint(
            model_name="quiethours",
            constraint=models.UniqueConstraint(
                fields=("channel", "valid_from"), name="quiethours_once"
            ),
        ),
    ]
