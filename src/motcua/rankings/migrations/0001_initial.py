"""Tables of rankings: indices, sheets, scores, results."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables."""

    initial = True

    dependencies = [
        ('agencies', '0006_reform_officer'),
        ('documents', '0004_files_and_reuse'),
    ]

    operations = [
        migrations.CreateModel(
            name='RankingIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('slug', models.CharField(max_length=40, unique=True, verbose_name='tên trong địa chỉ')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('level', models.CharField(choices=[('xa', 'Cấp xã'), ('so', 'Sở, ban, ngành')], max_length=8, verbose_name='cấp')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('legal_basis', models.CharField(blank=True, max_length=255, verbose_name='văn bản ban hành')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('issued', 'Đơn vị đang tự chấm'), ('appraising', 'Đang thẩm định'), ('proposed', 'Đã trình phê duyệt'), ('approved', 'Đã phê duyệt'), ('closed', 'Đã công bố')], default='draft', max_length=12, verbose_name='tình trạng')),
                ('document', models.JSONField(verbose_name='lĩnh vực, tiêu chí, điểm')),
                ('score_until', models.DateField(verbose_name='hạn tự chấm')),
                ('appraise_until', models.DateField(verbose_name='hạn thẩm định')),
                ('explain_until', models.DateField(verbose_name='hạn giải trình')),
                ('reply_until', models.DateField(verbose_name='hạn trả lời giải trình')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định phê duyệt')),
                ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='công bố lúc')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan tổ chức')),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rankings.rankingindex', verbose_name='chép từ')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit', verbose_name='tỉnh, thành phố')),
            ],
            options={
                'verbose_name': 'bộ chỉ số của năm',
                'verbose_name_plural': 'bộ chỉ số của năm',
                'ordering': ['-year', 'level', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IndexLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.PositiveSmallIntegerField(verbose_name='lĩnh vực')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan thẩm định')),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='rankings.rankingindex', verbose_name='bộ chỉ số')),
            ],
            options={
                'verbose_name': 'cơ quan chủ trì thẩm định',
                'verbose_name_plural': 'cơ quan chủ trì thẩm định',
            },
        ),
        migrations.CreateModel(
            name='IndexIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.JSONField(verbose_name='lĩnh vực, tiêu chí, điểm')),
                ('legal_basis', models.CharField(blank=True, max_length=255, verbose_name='văn bản ban hành')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('issued_at', models.DateTimeField(verbose_name='ban hành lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người ban hành')),
                ('index', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='issue', to='rankings.rankingindex', verbose_name='bộ chỉ số')),
            ],
            options={
                'verbose_name': 'bộ chỉ số đã ban hành',
                'verbose_name_plural': 'bộ chỉ số đã ban hành',
            },
        ),
        migrations.CreateModel(
            name='IndexEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('issue', 'Ban hành'), ('close_scoring', 'Khóa tự chấm'), ('propose', 'Trình phê duyệt'), ('return', 'Trả lại để xem lại'), ('approve', 'Phê duyệt'), ('publish', 'Công bố')], max_length=16, verbose_name='việc')),
                ('from_state', models.CharField(choices=[('draft', 'Đang soạn'), ('issued', 'Đơn vị đang tự chấm'), ('appraising', 'Đang thẩm định'), ('proposed', 'Đã trình phê duyệt'), ('approved', 'Đã phê duyệt'), ('closed', 'Đã công bố')], max_length=12, verbose_name='từ tình trạng')),
                ('to_state', models.CharField(choices=[('draft', 'Đang soạn'), ('issued', 'Đơn vị đang tự chấm'), ('appraising', 'Đang thẩm định'), ('proposed', 'Đã trình phê duyệt'), ('approved', 'Đã phê duyệt'), ('closed', 'Đã công bố')], max_length=12, verbose_name='đến tình trạng')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người làm')),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='rankings.rankingindex', verbose_name='bộ chỉ số')),
            ],
            options={
                'verbose_name': 'việc của bộ chỉ số',
                'verbose_name_plural': 'việc của bộ chỉ số',
                'ordering': ['index', 'happened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RankingResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='điểm')),
                ('attainable', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='điểm áp dụng')),
                ('value', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='trên tổng điểm')),
                ('place', models.PositiveSmallIntegerField(verbose_name='hạng')),
                ('is_shared', models.BooleanField(default=False, verbose_name='đồng hạng')),
                ('klass', models.CharField(max_length=40, verbose_name='xếp loại')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='rankings.rankingindex', verbose_name='bộ chỉ số')),
            ],
            options={
                'verbose_name': 'kết quả công bố',
                'verbose_name_plural': 'kết quả công bố',
                'ordering': ['index', 'place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ResultItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=60, verbose_name='mục')),
                ('self_points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='tự chấm')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm chốt')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='rankings.rankingresult', verbose_name='kết quả')),
            ],
            options={
                'verbose_name': 'điểm công bố của một mục',
                'verbose_name_plural': 'điểm công bố của một mục',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('state', models.CharField(choices=[('scoring', 'Đang tự chấm'), ('submitted', 'Chờ thẩm định'), ('appraised', 'Chờ đơn vị giải trình'), ('explained', 'Đã giải trình, chờ trả lời'), ('concluded', 'Đã chốt điểm'), ('excluded', 'Không xếp hạng')], default='scoring', max_length=12, verbose_name='tình trạng')),
                ('extended_until', models.DateField(blank=True, null=True, verbose_name='mở lại đến hết ngày')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='đơn vị')),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='rankings.rankingindex', verbose_name='bộ chỉ số')),
            ],
            options={
                'verbose_name': 'phiếu chấm của đơn vị',
                'verbose_name_plural': 'phiếu chấm của đơn vị',
            },
        ),
        migrations.AddField(
            model_name='rankingresult',
            name='sheet',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='rankings.sheet', verbose_name='phiếu'),
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=60, verbose_name='mục')),
                ('kind', models.CharField(choices=[('self', 'Tự chấm'), ('appraisal', 'Thẩm định'), ('explanation', 'Giải trình'), ('reply', 'Trả lời giải trình')], max_length=12, verbose_name='loại')),
                ('reached', models.JSONField(default=dict, verbose_name='kết quả đạt')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm')),
                ('is_inapplicable', models.BooleanField(default=False, verbose_name='không áp dụng')),
                ('note', models.TextField(blank=True, verbose_name='giải thích, lý do')),
                ('links', models.TextField(blank=True, verbose_name='địa chỉ minh chứng')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người ghi')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='rankings.sheet', verbose_name='phiếu')),
            ],
            options={
                'verbose_name': 'điểm của một mục',
                'verbose_name_plural': 'điểm của một mục',
                'ordering': ['sheet', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ComputedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=60, verbose_name='mục')),
                ('measure', models.CharField(max_length=40, verbose_name='số liệu')),
                ('formula', models.PositiveSmallIntegerField(verbose_name='bản công thức')),
                ('numerator', models.PositiveIntegerField(verbose_name='tử số')),
                ('denominator', models.PositiveIntegerField(verbose_name='mẫu số')),
                ('sample', models.PositiveIntegerField(verbose_name='cỡ mẫu n')),
                ('least', models.PositiveIntegerField(verbose_name='cỡ mẫu ít nhất')),
                ('first', models.DateField(verbose_name='từ ngày')),
                ('last', models.DateField(verbose_name='đến hết ngày')),
                ('cut_off', models.DateTimeField(verbose_name='đếm những gì ghi trước')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='điểm')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='computed', to='rankings.sheet', verbose_name='phiếu')),
            ],
            options={
                'verbose_name': 'số liệu hệ thống tính',
                'verbose_name_plural': 'số liệu hệ thống tính',
            },
        ),
        migrations.CreateModel(
            name='SheetEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('save', 'Ghi điểm tự chấm'), ('submit', 'Nộp phiếu tự chấm'), ('reopen', 'Mở lại để tự chấm'), ('take_up', 'Thẩm định khi đơn vị chưa nộp'), ('appraise', 'Ghi điểm thẩm định'), ('finish', 'Xong thẩm định, gửi đơn vị'), ('answer', 'Ghi giải trình'), ('agree', 'Đồng ý với điểm thẩm định'), ('explain', 'Gửi giải trình'), ('reply', 'Trả lời giải trình'), ('conclude', 'Chốt điểm'), ('review', 'Thẩm định lại'), ('exclude', 'Không xếp hạng đơn vị này')], max_length=12, verbose_name='việc')),
                ('from_state', models.CharField(choices=[('scoring', 'Đang tự chấm'), ('submitted', 'Chờ thẩm định'), ('appraised', 'Chờ đơn vị giải trình'), ('explained', 'Đã giải trình, chờ trả lời'), ('concluded', 'Đã chốt điểm'), ('excluded', 'Không xếp hạng')], max_length=12, verbose_name='từ tình trạng')),
                ('to_state', models.CharField(choices=[('scoring', 'Đang tự chấm'), ('submitted', 'Chờ thẩm định'), ('appraised', 'Chờ đơn vị giải trình'), ('explained', 'Đã giải trình, chờ trả lời'), ('concluded', 'Đã chốt điểm'), ('excluded', 'Không xếp hạng')], max_length=12, verbose_name='đến tình trạng')),
                ('note', models.TextField(blank=True, verbose_name='lý do')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người làm')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='rankings.sheet', verbose_name='phiếu')),
            ],
            options={
                'verbose_name': 'việc của phiếu chấm',
                'verbose_name_plural': 'việc của phiếu chấm',
                'ordering': ['sheet', 'happened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EntryFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rankings.entry', verbose_name='điểm của một mục')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='tệp')),
            ],
            options={
                'verbose_name': 'tệp minh chứng',
                'verbose_name_plural': 'tệp minh chứng',
                'constraints': [models.UniqueConstraint(fields=('entry', 'file'), name='entryfile_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='rankingindex',
            constraint=models.UniqueConstraint(fields=('province', 'year', 'level'), name='rankingindex_once'),
        ),
        migrations.AddConstraint(
            model_name='rankingindex',
            constraint=models.CheckConstraint(condition=models.Q(('appraise_until__gte', models.F('score_until')), ('explain_until__gte', models.F('appraise_until')), ('reply_until__gte', models.F('explain_until'))), name='rankingindex_deadlines_in_order'),
        ),
        migrations.AddConstraint(
            model_name='rankingindex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), ('decision_on__isnull', True)), models.Q(models.Q(('decision_number', ''), _negated=True), ('decision_on__isnull', False)), _connector='OR'), name='rankingindex_decision_whole'),
        ),
        migrations.AddConstraint(
            model_name='rankingindex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='rankingindex_published_iff_closed'),
        ),
        migrations.AddConstraint(
            model_name='indexlead',
            constraint=models.UniqueConstraint(fields=('index', 'area'), name='indexlead_once'),
        ),
        migrations.AddConstraint(
            model_name='resultitem',
            constraint=models.UniqueConstraint(fields=('result', 'part'), name='resultitem_once'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('index', 'agency'), name='sheet_once'),
        ),
        migrations.AddConstraint(
            model_name='rankingresult',
            constraint=models.CheckConstraint(condition=models.Q(('attainable__gt', 0), ('place__gte', 1)), name='result_place_from_one'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('is_inapplicable', False), ('points__isnull', True), _connector='OR'), name='entry_no_points_where_inapplicable'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('points__isnull', True), ('points__gte', 0), _connector='OR'), name='entry_points_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='computedvalue',
            constraint=models.UniqueConstraint(fields=('sheet', 'part'), name='computedvalue_once'),
        ),
    ]
