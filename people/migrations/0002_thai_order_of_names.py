from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_thai_order_of_names"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaluser",
            name="first_name",
            field=models.CharField(
                blank=True, db_collation="thai_order", max_length=150, verbose_name="first name"
            ),
        ),
        migrations.AlterField(
            model_name="historicaluser",
            name="last_name",
            field=models.CharField(
                blank=True, db_collation="thai_order", max_length=150, verbose_name="last name"
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="first_name",
            field=models.CharField(
                blank=True, db_collation="thai_order", max_length=150, verbose_name="first name"
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="last_name",
            field=models.CharField(
                blank=True, db_collation="thai_order", max_length=150, verbose_name="last name"
            ),
        ),
    ]
