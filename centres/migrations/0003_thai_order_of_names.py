from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_thai_order_of_names"),
        ("centres", "0002_target_networks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalorganisation",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=255, verbose_name="name as written"),
        ),
        migrations.AlterField(
            model_name="historicalorganisationalias",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=255, verbose_name="name as written"),
        ),
        migrations.AlterField(
            model_name="historicaltargetnetwork",
            name="name_th",
            field=models.CharField(db_collation="thai_order", max_length=120, verbose_name="Thai name"),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=255, verbose_name="name as written"),
        ),
        migrations.AlterField(
            model_name="organisationalias",
            name="name",
            field=models.CharField(db_collation="thai_order", max_length=255, verbose_name="name as written"),
        ),
        migrations.AlterField(
            model_name="targetnetwork",
            name="name_th",
            field=models.CharField(db_collation="thai_order", max_length=120, verbose_name="Thai name"),
        ),
    ]
