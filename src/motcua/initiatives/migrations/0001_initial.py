"""Tables of initiatives, councils, adoptions, delegations."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables."""

    initial = True

    dependencies = [
        ('agencies', '0006_reform_officer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('way', models.CharField(choices=[('as_is', 'Nguyên mẫu'), ('adapted', 'Có điều chỉnh')], default='as_is', max_length=8, verbose_name='cách áp dụng')),
                ('changes', models.TextField(blank=True, verbose_name='điều chỉnh gì')),
                ('state', models.CharField(choices=[('planned', 'Đã đăng ký áp dụng'), ('running', 'Đang làm'), ('kept', 'Đạt, làm thường xuyên'), ('failed', 'Không hợp, đã thôi'), ('cancelled', 'Đã hủy đăng ký')], default='planned', max_length=12, verbose_name='tình trạng')),
                ('planned_on', models.DateField(verbose_name='ngày đăng ký')),
                ('starts_on', models.DateField(verbose_name='dự kiến bắt đầu')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='bắt đầu')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
                ('result', models.TextField(blank=True, verbose_name='kết quả')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='đơn vị áp dụng')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_on', to='initiatives.adoption', verbose_name='học từ đơn vị')),
            ],
            options={
                'verbose_name': 'áp dụng mô hình',
                'verbose_name_plural': 'áp dụng mô hình',
                'ordering': ['planned_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AdoptionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('plan', 'Đăng ký áp dụng'), ('begin', 'Bắt đầu'), ('step', 'Xong một bước'), ('keep', 'Đạt, giữ lại'), ('give_up', 'Không hợp, thôi'), ('cancel', 'Hủy đăng ký')], max_length=12, verbose_name='việc')),
                ('to_state', models.CharField(choices=[('planned', 'Đã đăng ký áp dụng'), ('running', 'Đang làm'), ('kept', 'Đạt, làm thường xuyên'), ('failed', 'Không hợp, đã thôi'), ('cancelled', 'Đã hủy đăng ký')], max_length=12, verbose_name='đến tình trạng')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='initiatives.adoption', verbose_name='áp dụng')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người làm')),
            ],
            options={
                'verbose_name': 'việc khi áp dụng',
                'verbose_name_plural': 'việc khi áp dụng',
                'ordering': ['happened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reform_council', to='agencies.agency', verbose_name='cơ quan thường trực')),
                ('province', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit', verbose_name='tỉnh, thành phố')),
            ],
            options={
                'verbose_name': 'hội đồng sáng kiến',
                'verbose_name_plural': 'hội đồng sáng kiến',
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('title', models.CharField(max_length=200, verbose_name='tên đoàn')),
                ('host', models.CharField(max_length=200, verbose_name='nơi đến')),
                ('rank_par', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hạng PAR INDEX')),
                ('rank_sipas', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hạng SIPAS')),
                ('rank_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hạng của năm')),
                ('topics', models.TextField(verbose_name='nội dung học')),
                ('begins_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('cost_dong', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='kinh phí (đồng)')),
                ('lessons', models.TextField(blank=True, verbose_name='bài học')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='agencies.agency', verbose_name='đơn vị đi học')),
            ],
            options={
                'verbose_name': 'đoàn học tập',
                'verbose_name_plural': 'đoàn học tập',
                'ordering': ['-begins_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='việc cam kết')),
                ('responsible', models.CharField(blank=True, max_length=160, verbose_name='ai làm')),
                ('due_on', models.DateField(verbose_name='hạn')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='xong ngày')),
                ('done_note', models.CharField(blank=True, max_length=300, verbose_name='kết quả')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người ghi')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='initiatives.delegation', verbose_name='đoàn')),
            ],
            options={
                'verbose_name': 'cam kết sau chuyến đi',
                'verbose_name_plural': 'cam kết sau chuyến đi',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DelegationMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('position', models.CharField(blank=True, max_length=160, verbose_name='chức vụ')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='initiatives.delegation', verbose_name='đoàn')),
            ],
            options={
                'verbose_name': 'thành viên đoàn',
                'verbose_name_plural': 'thành viên đoàn',
                'ordering': ['delegation', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('code', models.CharField(blank=True, max_length=16, verbose_name='mã')),
                ('kind', models.CharField(choices=[('model', 'Mô hình'), ('initiative', 'Sáng kiến'), ('solution', 'Giải pháp')], max_length=12, verbose_name='loại')),
                ('area', models.PositiveSmallIntegerField(choices=[(1, 'Chỉ đạo, điều hành cải cách hành chính'), (2, 'Văn bản quy phạm pháp luật'), (3, 'Cải cách thủ tục hành chính'), (4, 'Tổ chức bộ máy'), (5, 'Chế độ công vụ, đội ngũ cán bộ'), (6, 'Tài chính công'), (7, 'Chính quyền điện tử, chính quyền số'), (8, 'Tác động đến người dân, tổ chức')], verbose_name='lĩnh vực cải cách')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('registered', 'Đã đăng ký'), ('under_review', 'Đang kiểm tra hợp lệ'), ('eligible', 'Hợp lệ, chờ hội đồng'), ('evaluating', 'Hội đồng đang chấm'), ('recommended', 'Hội đồng đề nghị công nhận'), ('recognised', 'Đã công nhận'), ('rejected', 'Không công nhận'), ('applied', 'Đang áp dụng'), ('replicated', 'Đã nhân rộng'), ('ended', 'Đã dừng')], default='draft', max_length=16, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('versions_count', models.PositiveSmallIntegerField(default=0, verbose_name='số bản')),
                ('search_text', models.TextField(blank=True, verbose_name='chữ để tìm')),
                ('title_key', models.CharField(blank=True, max_length=255, verbose_name='chữ của tên để so')),
                ('text_key', models.TextField(blank=True, verbose_name='chữ của mô tả để so')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='ngày đăng ký')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('recognised_reach', models.CharField(blank=True, choices=[('unit', 'Trong đơn vị'), ('commune', 'Cấp xã'), ('province', 'Cấp tỉnh'), ('nation', 'Toàn quốc')], max_length=12, verbose_name='phạm vi ảnh hưởng được công nhận')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='đưa vào thư viện lúc')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='agencies.agency', verbose_name='đơn vị')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='initiatives.council', verbose_name='hội đồng xét')),
                ('delegation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brought_home', to='initiatives.delegation', verbose_name='học từ đoàn')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='descendants', to='initiatives.initiative', verbose_name='phát triển từ')),
            ],
            options={
                'verbose_name': 'mô hình, sáng kiến',
                'verbose_name_plural': 'mô hình, sáng kiến',
            },
        ),
        migrations.AddField(
            model_name='adoption',
            name='initiative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='initiatives.initiative', verbose_name='mô hình'),
        ),
        migrations.CreateModel(
            name='InitiativeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('register', 'Đăng ký'), ('take_up', 'Nhận kiểm tra'), ('send_back', 'Trả lại để bổ sung'), ('find_eligible', 'Xác nhận hợp lệ'), ('refuse', 'Không đủ điều kiện'), ('open_scoring', 'Mở chấm điểm'), ('recommend', 'Chốt điểm: đề nghị công nhận'), ('not_recommend', 'Chốt điểm: không đề nghị'), ('score_again', 'Chấm lại'), ('recognise', 'Công nhận'), ('not_recognise', 'Không công nhận'), ('apply', 'Ghi nhận áp dụng'), ('copied', 'Đơn vị khác bắt đầu làm theo'), ('revise', 'Viết bản mới'), ('publish', 'Đưa vào thư viện'), ('withdraw_publication', 'Gỡ khỏi thư viện'), ('end', 'Dừng')], max_length=24, verbose_name='việc')),
                ('from_state', models.CharField(choices=[('draft', 'Đang soạn'), ('registered', 'Đã đăng ký'), ('under_review', 'Đang kiểm tra hợp lệ'), ('eligible', 'Hợp lệ, chờ hội đồng'), ('evaluating', 'Hội đồng đang chấm'), ('recommended', 'Hội đồng đề nghị công nhận'), ('recognised', 'Đã công nhận'), ('rejected', 'Không công nhận'), ('applied', 'Đang áp dụng'), ('replicated', 'Đã nhân rộng'), ('ended', 'Đã dừng')], max_length=16, verbose_name='từ tình trạng')),
                ('to_state', models.CharField(choices=[('draft', 'Đang soạn'), ('registered', 'Đã đăng ký'), ('under_review', 'Đang kiểm tra hợp lệ'), ('eligible', 'Hợp lệ, chờ hội đồng'), ('evaluating', 'Hội đồng đang chấm'), ('recommended', 'Hội đồng đề nghị công nhận'), ('recognised', 'Đã công nhận'), ('rejected', 'Không công nhận'), ('applied', 'Đang áp dụng'), ('replicated', 'Đã nhân rộng'), ('ended', 'Đã dừng')], max_length=16, verbose_name='đến tình trạng')),
                ('version', models.PositiveSmallIntegerField(verbose_name='bản mô tả')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='initiatives.initiative', verbose_name='mô hình, sáng kiến')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người làm')),
            ],
            options={
                'verbose_name': 'việc với mô hình, sáng kiến',
                'verbose_name_plural': 'việc với mô hình, sáng kiến',
                'ordering': ['happened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='bản')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('summary', models.CharField(max_length=400, verbose_name='một câu')),
                ('problem', models.TextField(verbose_name='vì sao cần')),
                ('description', models.TextField(verbose_name='cách làm')),
                ('audience', models.CharField(max_length=255, verbose_name='cho ai')),
                ('novelty', models.TextField(blank=True, verbose_name='điểm mới')),
                ('steps', models.JSONField(blank=True, default=list, verbose_name='các bước')),
                ('applied_where', models.CharField(blank=True, max_length=255, verbose_name='áp dụng ở đâu')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='áp dụng từ ngày')),
                ('cost_dong', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='chi phí (đồng)')),
                ('cost_note', models.CharField(blank=True, max_length=255, verbose_name='chi cho việc gì')),
                ('saving', models.CharField(blank=True, max_length=255, verbose_name='tiết kiệm được gì')),
                ('materials', models.TextField(blank=True, verbose_name='tài liệu')),
                ('evidence', models.TextField(blank=True, verbose_name='minh chứng')),
                ('contact', models.CharField(max_length=255, verbose_name='liên hệ')),
                ('reach', models.CharField(choices=[('unit', 'Trong đơn vị'), ('commune', 'Cấp xã'), ('province', 'Cấp tỉnh'), ('nation', 'Toàn quốc')], max_length=12, verbose_name='phạm vi ảnh hưởng')),
                ('authors', models.JSONField(verbose_name='tác giả')),
                ('aims', models.JSONField(blank=True, default=list, verbose_name='chỉ số muốn cải thiện')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='initiatives.initiative', verbose_name='mô hình, sáng kiến')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người viết')),
            ],
            options={
                'verbose_name': 'bản mô tả',
                'verbose_name_plural': 'bản mô tả',
                'ordering': ['initiative', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ScoreScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='bản')),
                ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('criteria', models.JSONField(verbose_name='tiêu chí')),
                ('pass_mark', models.PositiveSmallIntegerField(default=70, verbose_name='điểm công nhận')),
                ('quorum_percent', models.PositiveSmallIntegerField(default=67, verbose_name='ít nhất bao nhiêu % thành viên chấm')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schemes', to='initiatives.council', verbose_name='hội đồng')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người đặt')),
            ],
            options={
                'verbose_name': 'thang điểm',
                'verbose_name_plural': 'thang điểm',
                'ordering': ['council', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần chấm')),
                ('version', models.PositiveSmallIntegerField(verbose_name='bản mô tả được chấm')),
                ('opened_at', models.DateTimeField(verbose_name='mở lúc')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='chốt lúc')),
                ('minutes', models.TextField(blank=True, verbose_name='kết luận của hội đồng')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người chốt')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='initiatives.initiative', verbose_name='mô hình, sáng kiến')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatives.scorescheme', verbose_name='thang điểm')),
            ],
            options={
                'verbose_name': 'lần chấm điểm',
                'verbose_name_plural': 'lần chấm điểm',
                'ordering': ['initiative', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(choices=[('chair', 'Chủ tịch hội đồng'), ('secretary', 'Thư ký'), ('member', 'Ủy viên')], max_length=12, verbose_name='là')),
                ('conflict', models.CharField(blank=True, max_length=255, verbose_name='vì sao không được chấm')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='initiatives.evaluation', verbose_name='lần chấm')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='thành viên')),
            ],
            options={
                'verbose_name': 'ghế chấm điểm',
                'verbose_name_plural': 'ghế chấm điểm',
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.JSONField(verbose_name='điểm')),
                ('total', models.PositiveSmallIntegerField(verbose_name='tổng điểm')),
                ('remark', models.TextField(blank=True, verbose_name='nhận xét')),
                ('locked_at', models.DateTimeField(verbose_name='khóa lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='initiatives.seat', verbose_name='ghế')),
            ],
            options={
                'verbose_name': 'phiếu điểm',
                'verbose_name_plural': 'phiếu điểm',
            },
        ),
        migrations.CreateModel(
            name='YearPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('target', models.PositiveSmallIntegerField(verbose_name='chỉ tiêu')),
                ('note', models.CharField(blank=True, max_length=255, verbose_name='ghi chú')),
                ('set_at', models.DateTimeField(verbose_name='đặt lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='đơn vị')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người đặt')),
            ],
            options={
                'verbose_name': 'kế hoạch sáng kiến năm',
                'verbose_name_plural': 'kế hoạch sáng kiến năm',
            },
        ),
        migrations.CreateModel(
            name='AdoptionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=200, verbose_name='bước')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='xong ngày')),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='initiatives.adoption', verbose_name='áp dụng')),
            ],
            options={
                'verbose_name': 'bước áp dụng',
                'verbose_name_plural': 'bước áp dụng',
                'ordering': ['adoption', 'number'],
                'constraints': [models.UniqueConstraint(fields=('adoption', 'number'), name='adoptionstep_once')],
            },
        ),
        migrations.CreateModel(
            name='CouncilMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, help_text='Để trống: đến khi có thay đổi.', null=True, verbose_name='đến hết ngày')),
                ('title', models.CharField(choices=[('chair', 'Chủ tịch hội đồng'), ('secretary', 'Thư ký'), ('member', 'Ủy viên')], default='member', max_length=12, verbose_name='là')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='initiatives.council', verbose_name='hội đồng')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'thành viên hội đồng',
                'verbose_name_plural': 'thành viên hội đồng',
                'constraints': [models.UniqueConstraint(fields=('council', 'officer', 'valid_from'), name='councilmember_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='delegation_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), ('decision_on__isnull', True)), models.Q(models.Q(('decision_number', ''), _negated=True), ('decision_on__isnull', False)), _connector='OR'), name='delegation_decision_whole'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='commitment_open'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['agency', 'registered_on'], name='initiative_agency'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['registered_on'], name='initiative_registered'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='initiative_words'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='initiative_code_once'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), ('registered_on__isnull', True)), models.Q(models.Q(('code', ''), _negated=True), ('registered_on__isnull', False)), _connector='OR'), name='initiative_code_iff_registered'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), ('decision_on__isnull', True)), models.Q(models.Q(('decision_number', ''), _negated=True), ('decision_on__isnull', False)), _connector='OR'), name='initiative_decision_whole'),
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['kept', 'planned', 'running'])), fields=('initiative', 'agency'), name='adoption_one_under_way'),
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.CheckConstraint(condition=models.Q(('source__isnull', True), models.Q(('source', models.F('id')), _negated=True), _connector='OR'), name='adoption_not_from_itself'),
        ),
        migrations.AddIndex(
            model_name='initiativeevent',
            index=models.Index(condition=models.Q(('action', 'register')), fields=['happened_at'], name='initiativeevent_registered'),
        ),
        migrations.AddConstraint(
            model_name='initiativeversion',
            constraint=models.UniqueConstraint(fields=('initiative', 'number'), name='initiativeversion_once'),
        ),
        migrations.AddConstraint(
            model_name='scorescheme',
            constraint=models.UniqueConstraint(fields=('council', 'number'), name='scorescheme_once'),
        ),
        migrations.AddConstraint(
            model_name='scorescheme',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__gte', 1), ('pass_mark__lte', 100), ('quorum_percent__gte', 1), ('quorum_percent__lte', 100)), name='scorescheme_of_a_hundred'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(fields=('initiative', 'number'), name='evaluation_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('initiative',), name='evaluation_one_open'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('evaluation', 'officer'), name='seat_once'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(('total__lte', 100)), name='scoresheet_of_a_hundred'),
        ),
        migrations.AddConstraint(
            model_name='yearplan',
            constraint=models.UniqueConstraint(fields=('agency', 'year'), name='yearplan_once'),
        ),
        migrations.AddConstraint(
            model_name='yearplan',
            constraint=models.CheckConstraint(condition=models.Q(('target__gte', 1)), name='yearplan_of_some'),
        ),
    ]
