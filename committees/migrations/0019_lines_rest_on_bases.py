"""Which lines of a plan rest on which legal basis."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0018_items_about_versions'),
        ('participation', '0017_decisions_rest_on_a_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='LineBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='committees.citation', verbose_name='legal basis')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='participation.planline', verbose_name='line of a plan')),
            ],
            options={
                'verbose_name': 'legal basis of a line',
                'verbose_name_plural': 'legal bases of lines',
                'ordering': ['citation__order', 'line__order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('line', 'citation'), name='linebasis_once', violation_error_message='The line rests on this already.')],
            },
        ),
    ]
