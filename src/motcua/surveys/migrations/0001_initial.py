"""Questionnaires, slips and answers, survey rounds."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Every table of satisfaction."""

    initial = True
    dependencies = [
        ('agencies', '0005_listening_roles'),
        ('dossiers', '0019_fees_by_rule'),
        ('procedures', '0005_fees_by_rule'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('kind', models.CharField(choices=[('slip', 'Phiếu đánh giá theo hồ sơ'), ('sipas', 'Phiếu điều tra SIPAS')], max_length=16, verbose_name='loại')),
            ],
            options={
                'verbose_name': 'phiếu hỏi',
                'verbose_name_plural': 'phiếu hỏi',
                'ordering': ['kind', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='bản số')),
                ('content', models.JSONField(verbose_name='nội dung')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ')),
                ('saved_at', models.DateTimeField(verbose_name='sửa lúc')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công bố lúc')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='surveys.questionnaire', verbose_name='phiếu hỏi')),
            ],
            options={
                'verbose_name': 'bản phiếu hỏi',
                'verbose_name_plural': 'bản phiếu hỏi',
                'ordering': ['questionnaire', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(choices=[('link', 'Từ đường dẫn, mã QR'), ('tablet', 'Máy tại quầy'), ('paper', 'Phiếu giấy'), ('interview', 'Phỏng vấn')], max_length=16, verbose_name='cách gửi')),
                ('answers', models.JSONField(verbose_name='câu trả lời')),
                ('is_satisfied', models.BooleanField(null=True, verbose_name='hài lòng')),
                ('office_address', models.BooleanField(default=False, verbose_name='từ mạng của cơ quan')),
                ('office_device', models.BooleanField(default=False, verbose_name='từ máy của cán bộ')),
                ('many_from_device', models.BooleanField(default=False, verbose_name='nhiều phiếu từ một máy')),
                ('is_counted', models.BooleanField(default=True, verbose_name='được tính')),
                ('device_key', models.CharField(blank=True, max_length=64, verbose_name='dấu vết máy')),
                ('address_key', models.CharField(blank=True, max_length=64, verbose_name='dấu vết địa chỉ')),
                ('paper_number', models.CharField(blank=True, max_length=40, verbose_name='số phiếu giấy')),
                ('happened_at', models.DateTimeField(verbose_name='trả lời lúc')),
                ('day', models.DateField(verbose_name='ngày trả lời')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người nhập')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion', verbose_name='bản phiếu hỏi')),
            ],
            options={
                'verbose_name': 'câu trả lời đánh giá',
                'verbose_name_plural': 'câu trả lời đánh giá',
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw', models.TextField(blank=True, verbose_name='lời gốc')),
                ('shown', models.TextField(blank=True, verbose_name='lời đã che')),
                ('state', models.CharField(choices=[('waiting', 'Chờ che thông tin cá nhân'), ('shown', 'Đã che, được đọc'), ('withheld', 'Không dùng được')], default='waiting', max_length=16, verbose_name='tình trạng')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='che lúc')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người che')),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remark', to='surveys.response', verbose_name='câu trả lời')),
            ],
            options={
                'verbose_name': 'lời góp ý',
                'verbose_name_plural': 'lời góp ý',
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='đã làm gì')),
                ('done_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người ghi')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='surveys.response', verbose_name='câu trả lời')),
            ],
            options={
                'verbose_name': 'việc đã làm sau đánh giá',
                'verbose_name_plural': 'việc đã làm sau đánh giá',
                'ordering': ['done_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SampleMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='thứ tự rút')),
                ('state', models.CharField(choices=[('waiting', 'Chưa hỏi'), ('not_reached', 'Chưa gặp được'), ('answered', 'Đã trả lời'), ('refused', 'Không muốn trả lời')], default='waiting', max_length=16, verbose_name='tình trạng')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='cập nhật lúc')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('interviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người hỏi')),
            ],
            options={
                'verbose_name': 'người trong mẫu',
                'verbose_name_plural': 'người trong mẫu',
                'ordering': ['survey', 'place'],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='member',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='response', to='surveys.samplemember', verbose_name='người trong mẫu'),
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('channel', models.CharField(choices=[('direct', 'Trực tiếp'), ('online', 'Trực tuyến'), ('post', 'Bưu chính công ích')], max_length=16, verbose_name='kênh nộp')),
                ('is_refusal', models.BooleanField(default=False, verbose_name='từ chối tiếp nhận')),
                ('issued_at', models.DateTimeField(verbose_name='phát lúc')),
                ('day', models.DateField(verbose_name='ngày phát')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan tiếp nhận')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.desk', verbose_name='bộ phận')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='slip', to='dossiers.dossier', verbose_name='hồ sơ')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người trả kết quả')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure', verbose_name='thủ tục')),
            ],
            options={
                'verbose_name': 'phiếu đánh giá',
                'verbose_name_plural': 'phiếu đánh giá',
            },
        ),
        migrations.AddField(
            model_name='response',
            name='slip',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='response', to='surveys.slip', verbose_name='phiếu'),
        ),
        migrations.CreateModel(
            name='SurveyRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('first_on', models.DateField(verbose_name='trả từ ngày')),
                ('last_on', models.DateField(verbose_name='đến hết ngày')),
                ('margin_percent', models.PositiveSmallIntegerField(verbose_name='sai số (%)')),
                ('population', models.PositiveIntegerField(verbose_name='tổng thể N')),
                ('size', models.PositiveIntegerField(verbose_name='cỡ mẫu n')),
                ('seed', models.CharField(max_length=32, verbose_name='số gieo')),
                ('recorded_before', models.DateTimeField(verbose_name='chốt danh sách ghi trước')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan được hỏi về')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người lập')),
                ('run_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan điều tra')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='surveys.questionnaireversion', verbose_name='bản phiếu hỏi')),
            ],
            options={
                'verbose_name': 'đợt điều tra',
                'verbose_name_plural': 'đợt điều tra',
                'ordering': ['-created_at'],
            },
        ),
        migrations.AddField(
            model_name='samplemember',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='surveys.surveyround', verbose_name='đợt'),
        ),
        migrations.CreateModel(
            name='Tablet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='tên máy')),
                ('code', models.CharField(blank=True, max_length=16, verbose_name='mã ghép')),
                ('key', models.CharField(blank=True, max_length=64, verbose_name='dấu vết khóa')),
                ('registered_at', models.DateTimeField(verbose_name='lập lúc')),
                ('paired_at', models.DateTimeField(blank=True, null=True, verbose_name='ghép lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi dùng lúc')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tablets', to='agencies.desk', verbose_name='bộ phận')),
                ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người lập')),
            ],
            options={
                'verbose_name': 'máy đánh giá tại quầy',
                'verbose_name_plural': 'máy đánh giá tại quầy',
                'ordering': ['desk', 'name'],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='tablet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.tablet', verbose_name='máy'),
        ),
        migrations.CreateModel(
            name='OfficeNetwork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(help_text='Ví dụ 203.0.113.7 hoặc 203.0.113.0/28.', max_length=64, verbose_name='mạng')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='ghi chú')),
                ('added_at', models.DateTimeField(verbose_name='thêm lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
            ],
            options={
                'verbose_name': 'mạng của cơ quan',
                'verbose_name_plural': 'mạng của cơ quan',
                'ordering': ['agency', 'network'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'network'), name='officenetwork_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(fields=('questionnaire', 'number'), name='questionnaireversion_once'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('questionnaire',), name='questionnaireversion_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('valid_from__isnull', False), _connector='OR'), name='questionnaireversion_published_has_day'),
        ),
        migrations.AddIndex(
            model_name='remark',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='remark_waiting'),
        ),
        migrations.AddIndex(
            model_name='slip',
            index=models.Index(fields=['agency', 'day'], name='slip_issued'),
        ),
        migrations.AddIndex(
            model_name='slip',
            index=models.Index(fields=['desk', 'issued_at'], name='slip_at_desk'),
        ),
        migrations.AddConstraint(
            model_name='surveyround',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='surveyround_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='surveyround',
            constraint=models.CheckConstraint(condition=models.Q(('agency', models.F('run_by')), _negated=True), name='surveyround_by_another'),
        ),
        migrations.AddConstraint(
            model_name='samplemember',
            constraint=models.UniqueConstraint(fields=('survey', 'place'), name='samplemember_place_once'),
        ),
        migrations.AddConstraint(
            model_name='samplemember',
            constraint=models.UniqueConstraint(fields=('survey', 'dossier'), name='samplemember_once'),
        ),
        migrations.AddConstraint(
            model_name='tablet',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='tablet_code_once'),
        ),
        migrations.AddConstraint(
            model_name='tablet',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='tablet_key_once'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['agency', 'day'], name='response_by_day'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(condition=models.Q(('device_key', ''), _negated=True), fields=['device_key', 'happened_at'], name='response_device'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('slip__isnull', True), ('member__isnull', True), _connector='OR'), name='response_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry', 'paper'), _negated=True), models.Q(models.Q(('paper_number', ''), _negated=True), ('entered_by__isnull', False)), _connector='OR'), name='response_paper_has_number'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('entry__in', ['paper', 'interview']), ('entered_by__isnull', True), _connector='OR'), name='response_not_by_an_officer'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(condition=models.Q(('paper_number', ''), _negated=True), fields=('agency', 'paper_number'), name='response_paper_once'),
        ),
    ]
