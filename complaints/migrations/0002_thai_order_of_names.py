from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_thai_order_of_names"),
        ("complaints", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalreceivingunitofficer",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=120, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="receivingunitofficer",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=120, verbose_name="name"),
        ),
    ]
