import django.core.validators
import django.db.models.deletion
import editing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind of table')),
                ('headers', models.JSONField(default=dict, verbose_name='column names by field')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'column mapping',
                'verbose_name_plural': 'column mappings',
                'constraints': [models.UniqueConstraint(fields=('region', 'kind'), name='columnmapping_one_per_region_and_kind')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind of table')),
                ('fiscal_year', editing.fields.FiscalYearField(validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='fiscal year')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('file', models.FileField(upload_to='imports/%Y/%m/', verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('options', models.JSONField(default=dict, help_text='Sheet, fill down, ceiling, columns.', verbose_name='options')),
                ('state', models.CharField(choices=[('rejected', 'has faults'), ('previewed', 'waits for confirmation'), ('applied', 'applied'), ('undone', 'undone')], max_length=10, verbose_name='state')),
                ('preview', models.JSONField(default=dict, verbose_name='preview')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='what the preview showed, as a hash')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='brought in at')),
                ('applied_at', models.DateTimeField(null=True, verbose_name='applied at')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone at')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied by')),
                ('created_by', models.ForeignKey(help_text='Empty for the command line.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought in by')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='region')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'import batch',
                'verbose_name_plural': 'import batches',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('state__in', ['applied', 'undone'])), models.Q(('applied_at', None), ('state__in', ['rejected', 'previewed'])), _connector='OR'), name='importbatch_applied_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undone_at__isnull', False)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at', None)), _connector='OR'), name='importbatch_undone_has_a_time')],
            },
        ),
    ]
