import django.db.models.deletion
import motcua.delivery.lifecycle
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0003_early_warning'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('is_incoming', models.BooleanField(default=False, verbose_name='bưu chính giao đến')),
                ('number', models.PositiveIntegerField(verbose_name='số trong năm')),
                ('signed_at', models.DateTimeField(verbose_name='ký lúc')),
                ('postman', models.CharField(max_length=120, verbose_name='nhân viên bưu chính')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='cán bộ')),
            ],
            options={
                'verbose_name': 'biên bản giao nhận bưu chính',
                'verbose_name_plural': 'biên bản giao nhận bưu chính',
                'ordering': ['-signed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='IncomingParcel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('tracking_number', models.CharField(max_length=40, verbose_name='số hiệu bưu gửi')),
                ('sender', models.CharField(max_length=255, verbose_name='người gửi')),
                ('content', models.CharField(blank=True, max_length=255, verbose_name='hồ sơ')),
                ('is_whole', models.BooleanField(default=True, verbose_name='nguyên vẹn, đủ giấy tờ như phiếu gửi')),
                ('draft_ref', models.UUIDField(blank=True, null=True, verbose_name='bản nháp')),
                ('hand_over', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incoming', to='delivery.handover', verbose_name='biên bản')),
            ],
            options={
                'verbose_name': 'bưu gửi nộp hồ sơ',
                'verbose_name_plural': 'bưu gửi nộp hồ sơ',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('reference', models.CharField(db_index=True, max_length=60, verbose_name='về việc')),
                ('recipient', models.CharField(max_length=255, verbose_name='người nhận')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='điện thoại')),
                ('address', models.CharField(max_length=255, verbose_name='địa chỉ')),
                ('tracking_number', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='số hiệu bưu gửi')),
                ('cash_dong', models.PositiveBigIntegerField(default=0, verbose_name='thu hộ (đồng)')),
                ('cash_collected_dong', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='bưu chính đã thu (đồng)')),
                ('state', models.CharField(choices=[('packed', 'Chờ giao bưu chính'), ('handed', 'Đã giao bưu chính'), ('on_the_way', 'Đang trên đường'), ('attempted', 'Phát chưa được'), ('delivered', 'Đã phát'), ('going_back', 'Đang trả về'), ('back', 'Đã trả về cơ quan'), ('lost', 'Thất lạc')], default=motcua.delivery.lifecycle.ParcelState['HANDED'], max_length=16, verbose_name='tình trạng')),
                ('attempts_count', models.PositiveSmallIntegerField(default=0, verbose_name='số lần đến phát')),
                ('collector', models.CharField(blank=True, max_length=255, verbose_name='người ký nhận')),
                ('collector_proof', models.CharField(blank=True, max_length=255, verbose_name='căn cứ nhận thay')),
                ('problem', models.CharField(blank=True, max_length=255, verbose_name='cần xem lại')),
                ('handed_at', models.DateTimeField(verbose_name='giao lúc')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('heard_at', models.DateTimeField(verbose_name='tin gần nhất lúc')),
                ('placed_at', models.DateTimeField(blank=True, null=True, verbose_name='bưu chính ghi nhận lúc')),
                ('placing_count', models.PositiveSmallIntegerField(default=0, verbose_name='số lần báo bưu chính')),
                ('next_call_at', models.DateTimeField(verbose_name='hỏi bưu chính lúc')),
                ('last_error', models.CharField(blank=True, max_length=255, verbose_name='lỗi gần nhất')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('hand_over', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='delivery.handover', verbose_name='biên bản')),
            ],
            options={
                'verbose_name': 'bưu gửi kết quả',
                'verbose_name_plural': 'bưu gửi kết quả',
                'ordering': ['-handed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ParcelEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, verbose_name='số của bưu chính')),
                ('kind', models.CharField(choices=[('collected', 'Bưu chính đã nhận bưu gửi'), ('in_transit', 'Đang vận chuyển'), ('attempted', 'Đã đến phát, không gặp người nhận'), ('delivered', 'Đã phát tận tay'), ('going_back', 'Đang chuyển trả cơ quan'), ('back', 'Đã trả về cơ quan'), ('lost', 'Bưu chính báo thất lạc')], max_length=16, verbose_name='việc')),
                ('happened_at', models.DateTimeField(verbose_name='lúc')),
                ('told_at', models.DateTimeField(verbose_name='nhận tin lúc')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='nơi')),
                ('note', models.CharField(blank=True, max_length=255, verbose_name='ghi chú')),
                ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='delivery.parcel', verbose_name='bưu gửi')),
            ],
            options={
                'verbose_name': 'tin của bưu chính',
                'verbose_name_plural': 'tin của bưu chính',
                'ordering': ['happened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Remittance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='số hiệu')),
                ('document', models.CharField(max_length=60, verbose_name='số bảng kê')),
                ('total_dong', models.PositiveBigIntegerField(verbose_name='tổng số tiền (đồng)')),
                ('received_at', models.DateTimeField(verbose_name='đối soát lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan')),
                ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='người đối soát')),
            ],
            options={
                'verbose_name': 'bảng kê tiền bưu chính nộp',
                'verbose_name_plural': 'bảng kê tiền bưu chính nộp',
                'ordering': ['-received_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='parcel',
            name='remittance',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='delivery.remittance', verbose_name='đã nộp theo bảng kê'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['agency', '-signed_at'], name='handover_of_agency'),
        ),
        migrations.AddConstraint(
            model_name='incomingparcel',
            constraint=models.UniqueConstraint(fields=('hand_over', 'order'), name='incoming_order_once'),
        ),
        migrations.AddConstraint(
            model_name='incomingparcel',
            constraint=models.UniqueConstraint(fields=('tracking_number',), name='incoming_parcel_once'),
        ),
        migrations.AddConstraint(
            model_name='parcelevent',
            constraint=models.UniqueConstraint(fields=('parcel', 'key'), name='parcelevent_once'),
        ),
        migrations.AddConstraint(
            model_name='remittance',
            constraint=models.UniqueConstraint(fields=('agency', 'document'), name='remittance_once'),
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['next_call_at', 'id'], name='parcel_to_ask'),
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(fields=['agency', '-handed_at', '-id'], name='parcel_of_agency'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('reference',), name='parcel_one_at_a_time'),
        ),
    ]
