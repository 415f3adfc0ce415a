"""Feedback, complaints, denunciations: their tables."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import motcua.petitions.lifecycle
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables only."""

    initial = True

    dependencies = [
        ('agencies', '0005_listening_roles'),
        ('documents', '0004_files_and_reuse'),
        ('dossiers', '0019_fees_by_rule'),
        ('people', '0002_citizens'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('code', models.CharField(max_length=14, unique=True, verbose_name='mã theo dõi')),
                ('way', models.CharField(choices=[('online', 'Trực tuyến'), ('phone', 'Điện thoại'), ('letter', 'Thư'), ('desk', 'Tại quầy')], max_length=8, verbose_name='cách gửi')),
                ('state', models.CharField(choices=[('received', 'Đã nhận đơn'), ('routed', 'Đã chuyển cơ quan có thẩm quyền'), ('taken_up', 'Đã thụ lý'), ('not_taken_up', 'Không thụ lý, có lý do'), ('withdrawn', 'Đã rút đơn')], default=motcua.petitions.lifecycle.CaseState['RECEIVED'], max_length=16, verbose_name='tình trạng')),
                ('lodged_at', models.DateTimeField(verbose_name='nhận lúc')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='hạn thụ lý')),
                ('sealed', models.BinaryField(verbose_name='nội dung đã niêm')),
                ('barred', models.JSONField(blank=True, default=list, verbose_name='người không được mở')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan đang giữ')),
                ('files', models.ManyToManyField(related_name='+', to='documents.storedfile', verbose_name='tệp kèm')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan nhận')),
            ],
            options={
                'verbose_name': 'khiếu nại',
                'verbose_name_plural': 'khiếu nại',
                'ordering': ['-lodged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ComplaintEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('lodge', 'Nhận đơn'), ('route', 'Chuyển cơ quan có thẩm quyền'), ('take_up', 'Thụ lý'), ('not_take_up', 'Không thụ lý'), ('withdraw', 'Ghi nhận rút đơn')], max_length=16, verbose_name='việc')),
                ('state_before', models.CharField(blank=True, max_length=16, verbose_name='trước')),
                ('state_after', models.CharField(max_length=16, verbose_name='sau')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='số văn bản chuyển')),
                ('legal_basis', models.CharField(blank=True, max_length=255, verbose_name='căn cứ')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('happened_at', models.DateTimeField(verbose_name='xảy ra lúc')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='petitions.complaint', verbose_name='khiếu nại')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'việc của khiếu nại',
                'verbose_name_plural': 'việc của khiếu nại',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Denunciation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('code', models.CharField(max_length=14, unique=True, verbose_name='mã theo dõi')),
                ('way', models.CharField(choices=[('online', 'Trực tuyến'), ('phone', 'Điện thoại'), ('letter', 'Thư'), ('desk', 'Tại quầy')], max_length=8, verbose_name='cách gửi')),
                ('state', models.CharField(choices=[('received', 'Đã nhận đơn'), ('routed', 'Đã chuyển cơ quan có thẩm quyền'), ('taken_up', 'Đã thụ lý'), ('not_taken_up', 'Không thụ lý, có lý do'), ('withdrawn', 'Đã rút đơn')], default=motcua.petitions.lifecycle.CaseState['RECEIVED'], max_length=16, verbose_name='tình trạng')),
                ('lodged_at', models.DateTimeField(verbose_name='nhận lúc')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='hạn thụ lý')),
                ('sealed', models.BinaryField(verbose_name='nội dung đã niêm')),
                ('barred', models.JSONField(blank=True, default=list, verbose_name='người không được mở')),
                ('is_anonymous', models.BooleanField(default=False, verbose_name='không ghi tên')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan đang giữ')),
                ('files', models.ManyToManyField(related_name='+', to='documents.storedfile', verbose_name='tệp kèm')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan nhận')),
            ],
            options={
                'verbose_name': 'tố cáo',
                'verbose_name_plural': 'tố cáo',
                'ordering': ['-lodged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_file', models.BooleanField(default=False, verbose_name='mở tệp kèm')),
                ('read_at', models.DateTimeField(verbose_name='mở lúc')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người mở')),
                ('complaint', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='petitions.complaint', verbose_name='khiếu nại')),
                ('denunciation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='petitions.denunciation', verbose_name='tố cáo')),
            ],
            options={
                'verbose_name': 'lượt mở đơn',
                'verbose_name_plural': 'lượt mở đơn',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DenunciationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('lodge', 'Nhận đơn'), ('route', 'Chuyển cơ quan có thẩm quyền'), ('take_up', 'Thụ lý'), ('not_take_up', 'Không thụ lý'), ('withdraw', 'Ghi nhận rút đơn')], max_length=16, verbose_name='việc')),
                ('state_before', models.CharField(blank=True, max_length=16, verbose_name='trước')),
                ('state_after', models.CharField(max_length=16, verbose_name='sau')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='số văn bản chuyển')),
                ('legal_basis', models.CharField(blank=True, max_length=255, verbose_name='căn cứ')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('happened_at', models.DateTimeField(verbose_name='xảy ra lúc')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='petitions.denunciation', verbose_name='tố cáo')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'việc của tố cáo',
                'verbose_name_plural': 'việc của tố cáo',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('code', models.CharField(max_length=14, unique=True, verbose_name='mã theo dõi')),
                ('subject', models.CharField(choices=[('delay', 'Chậm trễ, trễ hẹn'), ('conduct', 'Thái độ, gây phiền hà'), ('not_done', 'Không làm, làm không đúng quy định'), ('papers', 'Đòi thêm giấy tờ, phải đi lại nhiều lần'), ('fee', 'Phí, lệ phí'), ('online', 'Nộp trực tuyến'), ('place', 'Nơi tiếp dân, trang thiết bị'), ('rule', 'Quy định không hợp lý, không thống nhất'), ('proposal', 'Kiến nghị, đề xuất'), ('other', 'Việc khác')], max_length=16, verbose_name='nội dung')),
                ('way', models.CharField(choices=[('online', 'Trực tuyến'), ('phone', 'Điện thoại'), ('letter', 'Thư'), ('desk', 'Tại quầy')], max_length=8, verbose_name='cách gửi')),
                ('state', models.CharField(choices=[('received', 'Mới nhận'), ('processing', 'Đang xử lý'), ('awaiting_petitioner', 'Chờ người gửi nói thêm'), ('awaiting_approval', 'Chờ lãnh đạo duyệt'), ('answered', 'Đã trả lời, chờ công khai'), ('published', 'Đã trả lời, đã công khai'), ('kept_private', 'Đã trả lời, không công khai'), ('not_accepted', 'Không tiếp nhận'), ('turned_over', 'Đã chuyển theo luật khác')], default=motcua.petitions.lifecycle.FeedbackState['RECEIVED'], max_length=24, verbose_name='tình trạng')),
                ('turn', models.PositiveSmallIntegerField(default=1, verbose_name='lượt xử lý')),
                ('lodged_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='hạn của việc tiếp theo')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('asked_settled_at', models.DateTimeField(blank=True, null=True, verbose_name='hỏi lại lúc')),
                ('settled', models.BooleanField(blank=True, null=True, verbose_name='đã ổn')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mức hài lòng (1 đến 3)')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='agencies.agency', verbose_name='cơ quan trả lời')),
                ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='dossiers.dossier', verbose_name='hồ sơ liên quan')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan nhận')),
            ],
            options={
                'verbose_name': 'phản ánh, kiến nghị',
                'verbose_name_plural': 'phản ánh, kiến nghị',
                'ordering': ['-lodged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='trả lời')),
                ('written_at', models.DateTimeField(verbose_name='viết lúc')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='duyệt lúc')),
                ('is_approved', models.BooleanField(blank=True, null=True, verbose_name='đã duyệt')),
                ('remark', models.TextField(blank=True, verbose_name='ý kiến của lãnh đạo')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người duyệt')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='petitions.feedback', verbose_name='phản ánh')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người viết')),
            ],
            options={
                'verbose_name': 'câu trả lời phản ánh',
                'verbose_name_plural': 'câu trả lời phản ánh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('lodge', 'Gửi phản ánh'), ('accept', 'Tiếp nhận để xử lý'), ('refuse', 'Không tiếp nhận'), ('forward', 'Chuyển cơ quan khác'), ('turn_over', 'Chuyển theo luật khiếu nại, tố cáo'), ('ask', 'Hỏi thêm người gửi'), ('supply', 'Người gửi nói thêm'), ('propose', 'Trình câu trả lời'), ('send_back', 'Trả lại để sửa'), ('approve', 'Duyệt, gửi trả lời'), ('publish', 'Công khai'), ('keep_private', 'Không công khai'), ('withdraw_publication', 'Gỡ khỏi trang công khai'), ('reopen', 'Mở lại'), ('ask_settled', 'Hỏi lại sau bốn tuần'), ('say_settled', 'Người gửi trả lời đã ổn chưa'), ('rate', 'Người gửi đánh giá')], max_length=24, verbose_name='việc')),
                ('state_before', models.CharField(blank=True, max_length=24, verbose_name='trước')),
                ('state_after', models.CharField(max_length=24, verbose_name='sau')),
                ('turn', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lượt xử lý')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='hạn')),
                ('in_time', models.BooleanField(blank=True, null=True, verbose_name='đúng hạn')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='câu trả lời')),
                ('payload', models.JSONField(blank=True, default=dict, verbose_name='chi tiết')),
                ('happened_at', models.DateTimeField(verbose_name='xảy ra lúc')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='petitions.feedback', verbose_name='phản ánh')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'việc của phản ánh',
                'verbose_name_plural': 'việc của phản ánh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('is_public', models.BooleanField(default=False, verbose_name='cho công khai')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='petitions.feedback', verbose_name='phản ánh')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback_photos', to='documents.storedfile', verbose_name='tệp')),
            ],
            options={
                'verbose_name': 'ảnh kèm phản ánh',
                'verbose_name_plural': 'ảnh kèm phản ánh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField(verbose_name='lượt xử lý')),
                ('kind', models.CharField(choices=[('first', 'Không tiếp nhận hoặc chuyển cơ quan khác'), ('forward', 'Chuyển cơ quan có thẩm quyền (Nghị định 20/2008)'), ('ask', 'Hỏi thêm người gửi'), ('process', 'Xử lý, trả lời'), ('publish', 'Công khai câu trả lời'), ('complaint_take_up', 'Khiếu nại: thụ lý'), ('complaint_answer', 'Khiếu nại: giải quyết lần đầu, từ khi thụ lý'), ('denunciation_route', 'Tố cáo: chuyển cơ quan có thẩm quyền'), ('denunciation_take_up', 'Tố cáo: quyết định thụ lý'), ('denunciation_answer', 'Tố cáo: giải quyết, từ khi thụ lý')], max_length=24, verbose_name='việc')),
                ('counted_from', models.DateTimeField(verbose_name='tính từ')),
                ('due_at', models.DateTimeField(verbose_name='hạn')),
                ('limit_value', models.PositiveSmallIntegerField(verbose_name='thời hạn')),
                ('limit_unit', models.CharField(max_length=16, verbose_name='đơn vị')),
                ('legal_basis', models.CharField(max_length=255, verbose_name='căn cứ')),
                ('pauses', models.JSONField(blank=True, default=list, verbose_name='thời gian chờ người gửi')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('calendar_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.calendarversion', verbose_name='bản lịch')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='petitions.feedback', verbose_name='phản ánh')),
            ],
            options={
                'verbose_name': 'hạn trả lời phản ánh',
                'verbose_name_plural': 'hạn trả lời phản ánh',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Petitioner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_key', models.CharField(blank=True, max_length=64, verbose_name='dấu của số định danh')),
                ('full_name', models.CharField(max_length=160, verbose_name='họ và tên')),
                ('address', models.CharField(max_length=255, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('title', models.CharField(max_length=120, verbose_name='tóm tắt')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('place', models.CharField(blank=True, max_length=255, verbose_name='nơi xảy ra')),
                ('dossier_code', models.CharField(blank=True, max_length=60, verbose_name='mã hồ sơ đã ghi')),
                ('question', models.TextField(blank=True, verbose_name='điều cơ quan hỏi thêm')),
                ('supplied', models.TextField(blank=True, verbose_name='điều người gửi nói thêm')),
                ('note', models.TextField(blank=True, verbose_name='lời gửi người phản ánh')),
                ('words', models.TextField(blank=True, verbose_name='lời đánh giá')),
                ('feedback', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='petitioner', to='petitions.feedback', verbose_name='phản ánh')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='người gửi')),
            ],
            options={
                'verbose_name': 'người phản ánh',
                'verbose_name_plural': 'người phản ánh',
            },
        ),
        migrations.CreateModel(
            name='PetitionLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, help_text='Để trống: đến khi có thay đổi.', null=True, verbose_name='đến hết ngày')),
                ('kind', models.CharField(choices=[('first', 'Không tiếp nhận hoặc chuyển cơ quan khác'), ('forward', 'Chuyển cơ quan có thẩm quyền (Nghị định 20/2008)'), ('ask', 'Hỏi thêm người gửi'), ('process', 'Xử lý, trả lời'), ('publish', 'Công khai câu trả lời'), ('complaint_take_up', 'Khiếu nại: thụ lý'), ('complaint_answer', 'Khiếu nại: giải quyết lần đầu, từ khi thụ lý'), ('denunciation_route', 'Tố cáo: chuyển cơ quan có thẩm quyền'), ('denunciation_take_up', 'Tố cáo: quyết định thụ lý'), ('denunciation_answer', 'Tố cáo: giải quyết, từ khi thụ lý')], max_length=24, verbose_name='việc')),
                ('value', models.PositiveSmallIntegerField(verbose_name='số ngày')),
                ('unit', models.CharField(choices=[('working_day', 'ngày làm việc'), ('calendar_day', 'ngày')], max_length=16, verbose_name='đơn vị')),
                ('legal_basis', models.CharField(max_length=255, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'thời hạn phản ánh',
                'verbose_name_plural': 'thời hạn phản ánh',
                'ordering': ['kind', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'valid_from'), name='petitionlimit_once'), models.CheckConstraint(condition=models.Q(('value__gte', 1)), name='petitionlimit_something')],
            },
        ),
        migrations.CreateModel(
            name='PetitionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, help_text='Để trống: đến khi có thay đổi.', null=True, verbose_name='đến hết ngày')),
                ('kind', models.CharField(choices=[('feedback', 'Trước khi gửi phản ánh'), ('complaint', 'Trước khi gửi khiếu nại'), ('denunciation', 'Trước khi gửi tố cáo'), ('anonymous', 'Về tố cáo không ghi tên')], max_length=24, verbose_name='lời')),
                ('text', models.TextField(verbose_name='nội dung')),
            ],
            options={
                'verbose_name': 'lời về luật trên trang phản ánh',
                'verbose_name_plural': 'lời về luật trên trang phản ánh',
                'ordering': ['kind', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'valid_from'), name='petitiontext_once')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='tóm tắt')),
                ('text', models.TextField(verbose_name='nội dung')),
                ('answer', models.TextField(verbose_name='trả lời')),
                ('search_text', models.TextField(verbose_name='chữ để tìm')),
                ('sha256', models.CharField(max_length=64, verbose_name='dấu vết nội dung')),
                ('published_at', models.DateTimeField(verbose_name='công khai lúc')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người xác nhận')),
                ('feedback', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='petitions.feedback', verbose_name='phản ánh')),
            ],
            options={
                'verbose_name': 'phản ánh đã công khai',
                'verbose_name_plural': 'phản ánh đã công khai',
                'ordering': ['-published_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_key', models.CharField(max_length=64, verbose_name='dấu của địa chỉ')),
                ('code_key', models.CharField(max_length=64, verbose_name='dấu của mã')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('sent_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lúc')),
            ],
            options={
                'verbose_name': 'mã xác nhận đã gửi',
                'verbose_name_plural': 'mã xác nhận đã gửi',
                'indexes': [models.Index(fields=['address_key', '-sent_at'], name='verification_address')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('is_verified', models.BooleanField(default=False, verbose_name='đã xác nhận')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='đã ghi')),
                ('begun_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('sent_as', models.CharField(blank=True, max_length=14, verbose_name='đã gửi thành')),
                ('files', models.ManyToManyField(related_name='+', to='documents.storedfile', verbose_name='ảnh')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person', verbose_name='người viết')),
                ('verification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='petitions.verification', verbose_name='mã đã gửi')),
            ],
            options={
                'verbose_name': 'phản ánh đang viết',
                'verbose_name_plural': 'phản ánh đang viết',
            },
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['agency', '-lodged_at'], name='complaint_of_agency'),
        ),
        migrations.AddIndex(
            model_name='denunciation',
            index=models.Index(fields=['agency', '-lodged_at'], name='denunciation_of_agency'),
        ),
        migrations.AddConstraint(
            model_name='caseread',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('complaint__isnull', True), ('denunciation__isnull', False)), models.Q(('complaint__isnull', False), ('denunciation__isnull', True)), _connector='OR'), name='caseread_of_one'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('state__in', [motcua.petitions.lifecycle.FeedbackState['AWAITING_APPROVAL'], motcua.petitions.lifecycle.FeedbackState['AWAITING_PETITIONER'], motcua.petitions.lifecycle.FeedbackState['PROCESSING'], motcua.petitions.lifecycle.FeedbackState['RECEIVED']])), fields=['agency', 'due_at'], name='feedback_open_by_due'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('answered_at__isnull', False), ('asked_settled_at__isnull', True)), fields=['answered_at'], name='feedback_to_ask_again'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', True), models.Q(('rating__gte', 1), ('rating__lte', 3)), _connector='OR'), name='feedback_rating_of_three'),
        ),
        migrations.AddIndex(
            model_name='feedbackevent',
            index=models.Index(condition=models.Q(('turn__isnull', False)), fields=['feedback', 'turn', '-id'], name='feedbackevent_turns'),
        ),
        migrations.AddIndex(
            model_name='feedbackevent',
            index=models.Index(fields=['action', 'happened_at'], name='feedbackevent_day'),
        ),
        migrations.AddIndex(
            model_name='petitioner',
            index=models.Index(fields=['person'], name='petitioner_person'),
        ),
        migrations.AddIndex(
            model_name='petitioner',
            index=models.Index(fields=['number_key'], name='petitioner_number'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='publication_search'),
        ),
        migrations.AddIndex(
            model_name='feedbackdraft',
            index=models.Index(fields=['begun_at'], name='feedbackdraft_begun'),
        ),
    ]
