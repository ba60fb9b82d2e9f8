import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_letters_and_follow_ups'),
        ('records', '0004_import_result'),
        ('scoring', '0008_removed_evidence'),
        ('units', '0004_letter_code'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='exchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='exchange',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='exchanges', to='records.storedfile', verbose_name='附件'),
        ),
        migrations.AddField(
            model_name='exchange',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='exchanges', to='units.unit', verbose_name='参加单位'),
        ),
        migrations.AddField(
            model_name='followup',
            name='arose_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='notices.followup', verbose_name='由何事项移送'),
        ),
        migrations.AddField(
            model_name='followup',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='followup',
            name='month',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='scoring.month', verbose_name='月份'),
        ),
        migrations.AddField(
            model_name='followup',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='notices.notice', verbose_name='所据公文'),
        ),
        migrations.AddField(
            model_name='followup',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='units.staffmember', verbose_name='人员'),
        ),
        migrations.AddField(
            model_name='followup',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='units.unit', verbose_name='窗口单位'),
        ),
        migrations.AddField(
            model_name='handedin',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人'),
        ),
        migrations.AddField(
            model_name='handedin',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人'),
        ),
        migrations.AddField(
            model_name='handedin',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='handed_in', to='records.storedfile', verbose_name='材料'),
        ),
        migrations.AddField(
            model_name='handedin',
            name='follow_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_in', to='notices.followup', verbose_name='整改处理'),
        ),
        migrations.AddField(
            model_name='honour',
            name='commended_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='notices.notice', verbose_name='表彰通报'),
        ),
        migrations.AddField(
            model_name='honour',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='honour',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='honours', to='records.storedfile', verbose_name='附件'),
        ),
        migrations.AddField(
            model_name='honour',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='units.staffmember', verbose_name='人员'),
        ),
        migrations.AddField(
            model_name='honour',
            name='recommended_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='推荐人'),
        ),
        migrations.AddField(
            model_name='honour',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='units.unit', verbose_name='窗口单位'),
        ),
        migrations.AddField(
            model_name='honour',
            name='window',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='units.window', verbose_name='窗口'),
        ),
        migrations.AddField(
            model_name='exchange',
            name='honours',
            field=models.ManyToManyField(blank=True, related_name='exchanges', to='notices.honour', verbose_name='展示的典型'),
        ),
        migrations.AddField(
            model_name='paperdraft',
            name='saved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保存人'),
        ),
        migrations.AddField(
            model_name='publicity',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='publicity',
            name='honour',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publicity', to='notices.honour', verbose_name='推荐和选树'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='notices.notice', verbose_name='公文'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='units.unit', verbose_name='窗口单位'),
        ),
        migrations.AddField(
            model_name='removal',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='removal',
            name='follow_up',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='notices.followup', verbose_name='整改处理'),
        ),
        migrations.AddField(
            model_name='removal',
            name='posting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.posting', verbose_name='结束的进驻'),
        ),
        migrations.AddField(
            model_name='removal',
            name='replacement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.staffmember', verbose_name='替换人员'),
        ),
        migrations.AddField(
            model_name='talk',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='talk',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='talks', to='records.storedfile', verbose_name='附件'),
        ),
        migrations.AddField(
            model_name='talk',
            name='follow_up',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='talk', to='notices.followup', verbose_name='整改处理'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('arose_from__isnull', True), ('person__isnull', False)), fields=('unit', 'month', 'kind', 'person'), name='follow_up_of_a_person_once', violation_error_message='这名人员本月已有同样的整改处理。'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('arose_from__isnull', True), ('person__isnull', True)), fields=('unit', 'month', 'kind'), name='follow_up_of_a_unit_once', violation_error_message='这个单位本月已有同样的整改处理。'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('arose_from__isnull', True), ('person__isnull', True), ('rung__isnull', False)), fields=('unit', 'scope', 'rung', 'kind'), name='follow_up_rung_once', violation_error_message='这一级的整改处理已经产生过。'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('arose_from',), name='follow_up_escalated_once', violation_error_message='这件整改处理已经提出移送。'),
        ),
        migrations.AddConstraint(
            model_name='handedin',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('follow_up',), name='handed_in_one_waiting', violation_error_message='已有一份材料正在审核。'),
        ),
        migrations.AddConstraint(
            model_name='handedin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='handed_in_returned_with_a_reason', violation_error_message='退回须写明理由。'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'person'), models.Q(('state', 'withdrawn'), _negated=True)), fields=('quarter', 'kind', 'person'), name='honour_person_once', violation_error_message='这名人员本季度已经推荐过。'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'window'), models.Q(('state', 'withdrawn'), _negated=True)), fields=('quarter', 'kind', 'window'), name='honour_window_once', violation_error_message='这个窗口本季度已经推荐过。'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), _negated=True), ('person__isnull', False), _connector='OR'), name='honour_person_is_named', violation_error_message='推荐标兵须写明人员。'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'window'), _negated=True), ('window__isnull', False), _connector='OR'), name='honour_window_is_named', violation_error_message='推荐示范窗口须写明窗口。'),
        ),
        migrations.AddConstraint(
            model_name='paperdraft',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='paper_draft_once', violation_error_message='这份文件已有草稿。'),
        ),
        migrations.AddConstraint(
            model_name='publicity',
            constraint=models.UniqueConstraint(fields=('honour', 'where', 'on'), name='publicity_once', violation_error_message='这一天的同一宣传已经登记过。'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('notice', 'unit'), name='receipt_once_a_unit', violation_error_message='本单位已经签收过这份文件。'),
        ),
    ]
