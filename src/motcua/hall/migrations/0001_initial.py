"""Groups, counters, numbers of a day, appointments, and the record of both."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the hall."""

    initial = True

    dependencies = [
        ('agencies', '0005_listening_roles'),
        ('dossiers', '0019_fees_by_rule'),
        ('people', '0002_citizens'),
        ('procedures', '0005_fees_by_rule'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True, verbose_name='mã trang lịch hẹn')),
                ('code', models.CharField(max_length=16, unique=True, verbose_name='mã hẹn')),
                ('state', models.CharField(choices=[('booked', 'Đã hẹn'), ('arrived', 'Đã đến'), ('cancelled', 'Đã hủy'), ('no_show', 'Không đến')], default='booked', max_length=16, verbose_name='trạng thái')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('release_minutes', models.PositiveSmallIntegerField(verbose_name='giữ chỗ khi đến muộn (phút)')),
                ('booked_at', models.DateTimeField(verbose_name='đặt lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='đến, hủy hoặc nhả lúc')),
                ('blanked_at', models.DateTimeField(blank=True, null=True, verbose_name='xóa tên lúc')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='people.person', verbose_name='người đã đăng nhập')),
                ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure', verbose_name='thủ tục')),
            ],
            options={
                'verbose_name': 'lịch hẹn',
                'verbose_name_plural': 'lịch hẹn',
                'ordering': ['slot__starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Hall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gives_tickets', models.BooleanField(default=True, verbose_name='đang phát số')),
                ('opens_before_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='phát số trước giờ mở cửa (phút)')),
                ('priority_in_a_row', models.PositiveSmallIntegerField(default=2, help_text='Sau chừng này người ưu tiên thì gọi một người thường đang chờ.', verbose_name='số lượt ưu tiên liên tiếp nhiều nhất')),
                ('desk', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hall', to='agencies.desk', verbose_name='bộ phận')),
            ],
            options={
                'verbose_name': 'sảnh chờ',
                'verbose_name_plural': 'sảnh chờ',
            },
        ),
        migrations.CreateModel(
            name='HallDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('last_call', models.PositiveIntegerField(default=0, verbose_name='lần gọi cuối')),
                ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='hall.hall', verbose_name='sảnh')),
            ],
            options={
                'verbose_name': 'ngày của sảnh',
                'verbose_name_plural': 'ngày của sảnh',
            },
        ),
        migrations.CreateModel(
            name='ServiceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(max_length=1, verbose_name='chữ cái')),
                ('name', models.CharField(max_length=80, verbose_name='tên nhóm')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự')),
                ('fields', models.JSONField(blank=True, default=list, verbose_name='lĩnh vực')),
                ('is_guidance', models.BooleanField(default=False, help_text='Chỉ đặt hẹn được vào lúc có người hướng dẫn trực.', verbose_name='là nhóm hướng dẫn')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
                ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='hall.hall', verbose_name='sảnh')),
            ],
            options={
                'verbose_name': 'nhóm thủ tục',
                'verbose_name_plural': 'nhóm thủ tục',
                'ordering': ['order', 'letter'],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('name', models.CharField(max_length=40, verbose_name='tên quầy')),
                ('seated_at', models.DateTimeField(blank=True, null=True, verbose_name='ngồi từ')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='tạm ngừng từ')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
                ('officer', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hall_counter', to='agencies.officer', verbose_name='cán bộ đang ngồi')),
                ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='hall.hall', verbose_name='sảnh')),
                ('groups', models.ManyToManyField(related_name='counters', to='hall.servicegroup', verbose_name='nhóm phục vụ')),
            ],
            options={
                'verbose_name': 'quầy',
                'verbose_name_plural': 'quầy',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AppointmentRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, help_text='Để trống: đến khi có thay đổi.', null=True, verbose_name='đến hết ngày')),
                ('part', models.CharField(choices=[('all', 'Cả ngày'), ('morning', 'Buổi sáng'), ('afternoon', 'Buổi chiều')], default='all', max_length=16, verbose_name='buổi')),
                ('slot_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='mỗi khung (phút)')),
                ('capacity', models.PositiveSmallIntegerField(default=2, verbose_name='số chỗ mỗi khung')),
                ('days_ahead', models.PositiveSmallIntegerField(default=14, verbose_name='đặt trước nhiều nhất (ngày)')),
                ('release_minutes', models.PositiveSmallIntegerField(default=15, verbose_name='giữ chỗ khi đến muộn (phút)')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='hall.servicegroup', verbose_name='nhóm')),
            ],
            options={
                'verbose_name': 'quy tắc đặt hẹn',
                'verbose_name_plural': 'quy tắc đặt hẹn',
                'ordering': ['valid_from'],
            },
        ),
        migrations.CreateModel(
            name='AppointmentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('act', models.CharField(choices=[('book', 'Đặt hẹn'), ('move', 'Đổi giờ'), ('arrive', 'Đến'), ('cancel', 'Hủy'), ('call_off', 'Cơ quan hủy'), ('no_show', 'Không đến')], max_length=16, verbose_name='việc')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('recorded_at', models.DateTimeField(editable=False, verbose_name='ghi nhận lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='hall.appointment', verbose_name='lịch hẹn')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hall.servicegroup', verbose_name='nhóm')),
            ],
            options={
                'verbose_name': 'diễn biến của lịch hẹn',
                'verbose_name_plural': 'diễn biến của lịch hẹn',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='từ')),
                ('ends_at', models.DateTimeField(verbose_name='đến')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='hall.servicegroup', verbose_name='nhóm')),
            ],
            options={
                'verbose_name': 'khung giờ hẹn',
                'verbose_name_plural': 'khung giờ hẹn',
                'ordering': ['starts_at'],
            },
        ),
        migrations.AddField(
            model_name='appointment',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='hall.slot', verbose_name='khung giờ'),
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True, verbose_name='mã trang điện thoại')),
                ('day', models.DateField(verbose_name='ngày')),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('code', models.CharField(max_length=8, verbose_name='số gọi')),
                ('priority', models.CharField(blank=True, choices=[('', 'Không'), ('elderly', 'Người cao tuổi'), ('disabled', 'Người khuyết tật'), ('pregnant', 'Phụ nữ mang thai')], max_length=16, verbose_name='ưu tiên')),
                ('appointed_at', models.DateTimeField(blank=True, null=True, verbose_name='giờ hẹn')),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ'), ('called', 'Đã gọi'), ('serving', 'Đang làm việc'), ('served', 'Đã xong'), ('no_show', 'Gọi không đến'), ('left', 'Đã bỏ số')], default='waiting', max_length=16, verbose_name='trạng thái')),
                ('taken_at', models.DateTimeField(verbose_name='lấy số lúc')),
                ('waits_from', models.DateTimeField(help_text='Giờ lấy số, nhưng không trước giờ mở cửa hay giờ hẹn.', verbose_name='tính chờ từ')),
                ('call_order', models.PositiveIntegerField(blank=True, null=True, verbose_name='thứ tự gọi')),
                ('announced', models.PositiveIntegerField(blank=True, null=True, verbose_name='lần gọi gần nhất')),
                ('went_first', models.BooleanField(default=False, verbose_name='được gọi trước')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='gọi lần đầu lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('appointment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='hall.appointment', verbose_name='lịch hẹn')),
                ('counter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='hall.counter', verbose_name='quầy')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='hall.servicegroup', verbose_name='nhóm')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hall_tickets', to='agencies.officer', verbose_name='cán bộ')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tickets', to='dossiers.visit', verbose_name='lượt tiếp nhận')),
            ],
            options={
                'verbose_name': 'số chờ',
                'verbose_name_plural': 'số chờ',
                'ordering': ['day', 'taken_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TicketEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('act', models.CharField(choices=[('take', 'Lấy số'), ('call', 'Gọi'), ('recall', 'Gọi lại'), ('serve', 'Bắt đầu làm việc'), ('finish', 'Xong'), ('no_show', 'Không đến'), ('leave', 'Bỏ số')], max_length=16, verbose_name='việc')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('waits_from', models.DateTimeField(verbose_name='tính chờ từ')),
                ('counter_name', models.CharField(blank=True, max_length=40, verbose_name='quầy')),
                ('recorded_at', models.DateTimeField(editable=False, verbose_name='ghi nhận lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hall.servicegroup', verbose_name='nhóm')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='hall.ticket', verbose_name='số chờ')),
            ],
            options={
                'verbose_name': 'diễn biến của số chờ',
                'verbose_name_plural': 'diễn biến của số chờ',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TicketNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày')),
                ('last_number', models.PositiveIntegerField(verbose_name='số cuối')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='hall.servicegroup', verbose_name='nhóm')),
            ],
            options={
                'verbose_name': 'số thứ tự trong ngày',
                'verbose_name_plural': 'số thứ tự trong ngày',
            },
        ),
        migrations.AddConstraint(
            model_name='hall',
            constraint=models.CheckConstraint(condition=models.Q(('priority_in_a_row__gte', 1)), name='hall_priority_at_least_one'),
        ),
        migrations.AddConstraint(
            model_name='hallday',
            constraint=models.UniqueConstraint(fields=('hall', 'day'), name='hallday_once'),
        ),
        migrations.AddConstraint(
            model_name='servicegroup',
            constraint=models.UniqueConstraint(fields=('hall', 'letter'), name='servicegroup_letter_once'),
        ),
        migrations.AddConstraint(
            model_name='servicegroup',
            constraint=models.CheckConstraint(condition=models.Q(('letter__regex', '^[A-Z]$')), name='servicegroup_letter_is_one'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(fields=('hall', 'name'), name='counter_name_once'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('officer__isnull', True), ('seated_at__isnull', True)), models.Q(('officer__isnull', False), ('seated_at__isnull', False)), _connector='OR'), name='counter_seated_iff_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appointmentrule',
            constraint=models.UniqueConstraint(fields=('group', 'valid_from'), name='appointmentrule_once'),
        ),
        migrations.AddConstraint(
            model_name='appointmentrule',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1), ('days_ahead__gte', 1), ('slot_minutes__gte', 5)), name='appointmentrule_has_slots'),
        ),
        migrations.AddIndex(
            model_name='appointmentevent',
            index=models.Index(fields=['day', 'act'], name='appointmentevent_of_day'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(fields=('group', 'starts_at'), name='slot_once'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_in_order'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'cancelled', 'no_show'])), name='appointment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('blanked_at__isnull', True), models.Q(('email', ''), ('name', ''), ('person__isnull', True), ('phone', '')), _connector='OR'), name='appointment_blanked_is_empty'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['group', 'day', 'state'], name='ticket_of_day'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('group', 'day', 'number'), name='ticket_number_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['called', 'serving'])), fields=('counter',), name='ticket_one_at_a_counter'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'called', 'serving', 'served', 'no_show', 'left'])), name='ticket_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('call_order__isnull', True), ('called_at__isnull', True), ('counter__isnull', True)), models.Q(('call_order__isnull', False), ('called_at__isnull', False), ('counter__isnull', False)), _connector='OR'), name='ticket_called_iff_in_order'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('call_order__isnull', True), _connector='OR'), name='ticket_waits_uncalled'),
        ),
        migrations.AddIndex(
            model_name='ticketevent',
            index=models.Index(fields=['day', 'act'], name='ticketevent_of_day'),
        ),
        migrations.AddConstraint(
            model_name='ticketnumber',
            constraint=models.UniqueConstraint(fields=('group', 'day'), name='ticketnumber_once_a_day'),
        ),
    ]
