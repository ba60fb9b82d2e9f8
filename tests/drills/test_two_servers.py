"""Two web machines on one PostgreSQL and one store of files: whoever answers, the site is the same.

Nothing that lies on one machine (folder, memory, lock) is needed by the other, or by the one that prints.
One month's work hops between them here, and a few forms are sent to both at the same moment; `make drills`
sends fifty and serves with more processes.
"""

import hashlib
import re
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import boto3
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.utils import timezone
from moto.server import ThreadedMotoServer

from notices.models import Notice, PrintRun
from records.models import StoredFile
from scoring.models import Finding, MonthResult
from scoring.periods import month_key, previous_month
from tests.drills.hopper import Hopper
from tests.drills.machines import Machine, machines_in
from tests.drills.scale import scaled
from tests.records.test_files import picture
from units.models import Bureau, Membership, Posting, Role, StaffMember, Unit, User, Window

PASSWORD = "drill-of-two-machines-1"
BUCKET = "evidence"
RACES = scaled(quick=3, full=50)
PROCESSES = scaled(quick=1, full=4)
UNITS = scaled(quick=2, full=20)
A, B = 0, 1

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="several machines take PostgreSQL"),
]


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    """The address (FILES_URL) of a store with our bucket."""
    store = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="drill",
        aws_secret_access_key="drill",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    yield f"s3+http://drill:drill@{host}:{port}/{BUCKET}"
    store.stop()


@pytest.fixture(scope="module")
def machines(
    django_db_setup: None, files: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Machine]]:
    """Two machines that serve, and a third that only prints."""
    folder = tmp_path_factory.mktemp("machines")
    made = machines_in(folder, ("a", "b", "printer"), files=files, processes=PROCESSES)
    serving = made[:2]
    try:
        for one in serving:
            one.start()
        yield made
    finally:
        for one in serving:
            one.kill()


@pytest.fixture
def last_month(transactional_db: None) -> date:
    """The month that is worked on; the bureau is there."""
    month = previous_month(timezone.localdate())
    bureau_of(month)
    return month


def bureau_of(month: date) -> None:
    Bureau.objects.create(id=1, first_month=month)
    password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-a-drill")
    chief = User.objects.create(username="chief", name="负责乙", password=password)
    Membership.objects.create(user=chief, role=Role.CHIEF)
    for number in range(1, UNITS + 1):
        unit = Unit.objects.create(name=f"第{number}中心", order=number)
        window = Window.objects.create(unit=unit, number="1号窗口")
        person = StaffMember.objects.create(name="王芳", pinyin="wangfang wf", number=f"{number:03}")
        Posting.objects.create(person=person, unit=unit, window=window, starts_on=month)


def entry(month: date, unit: Unit, fact: str) -> dict[str, str]:
    """登记: a charge of the unit in the month, as it is typed."""
    person = unit.postings.get().person_id
    return {
        "happened_on": (month + timedelta(days=5)).isoformat(),
        "unit": str(unit.pk),
        "source": "日常抽查",
        "fact": fact,
        "behaviour": "4.5|接打手机",
        "persons": str(person),
        "times": "1",
    }


def ready_to_save(hopper: Hopper, fields: dict[str, str]) -> dict[str, str]:
    """The form as it stands after 核对: opened on one machine, checked on the other."""
    key = str(uuid.uuid4())
    page = hopper.post("/record/", {**fields, "form_key": key, "step": "check"}).page
    checked = re.search(r'name="checked" value="(\w+)"', page)
    assert checked, page[:2000]
    return {**fields, "form_key": key, "checked": checked[1], "step": "save-confirmed"}


def test_a_months_work_hops_between_two_machines(machines: list[Machine], last_month: date) -> None:
    *serving, printer = machines
    hopper, key = Hopper(list(serving)), month_key(last_month)
    unit = Unit.objects.get(order=1)
    assert hopper.login("chief", PASSWORD).status == 302

    page = hopper.upload("/record/files/", ("uploads", "现场.jpg", picture())).page
    kept = re.search(r'name="kept" value="(\d+)"', page)
    assert kept, page
    saved = hopper.post(
        "/record/", ready_to_save(hopper, entry(last_month, unit, "两台机器") | {"kept": kept[1]})
    )
    assert (saved.status, Finding.objects.get().evidence.count()) == (302, 1)
    stored = StoredFile.objects.get()
    downloads = [hopper.get(f"/evidence/{stored.pk}/", on=on) for on in (A, B)]
    assert {hashlib.sha256(one.body).hexdigest() for one in downloads} == {stored.sha256}
    assert [hopper.get(f"/evidence/{stored.pk}/thumbnail/", on=on).status for on in (A, B)] == [200, 200]

    form = hopper.get(f"/months/{key}/close/", on=A).page
    closed = hopper.post(f"/months/{key}/close/", {"typed": key, "reason": "演练"}, page=form, on=B)
    assert (closed.status, MonthResult.objects.count()) == (302, 1)
    form = hopper.get(f"/notices/compose/{key}/issue/", on=B).page
    word, today = f"{last_month.year}年{last_month.month}月", timezone.localdate()
    sent = {"issued_on": today.isoformat(), "confirm": word}
    issued = hopper.post(f"/notices/compose/{key}/issue/", sent, page=form, on=A)
    assert issued.status == 302, issued.page[-3000:]
    notice = Notice.objects.get()
    papers = [hopper.get(f"/notices/{notice.pk}/named.pdf", on=on).body for on in (A, B)]
    assert papers[0] == papers[1]
    assert papers[0].startswith(b"%PDF")

    asked = hopper.post(f"/months/{key}/sheets/", {})
    run = PrintRun.objects.get()
    printer.manage("run_jobs", "--once")
    zips = [hopper.get(f"/sheets/{run.pk}/sheets.zip", on=on).body for on in (A, B)]
    assert (asked.status, zips[0] == zips[1], len(ZipFile(BytesIO(zips[0])).namelist())) == (302, True, UNITS)

    hopper.post("/logout/", {}, on=A)
    assert hopper.get("/ledger/", on=B).status == 302
    assert [one.own_files() for one in machines] == [set()] * 3
    served = [sum(answer.machine == on for answer in hopper.answers) for on in (A, B)]
    print(f"一个月的工作在两台机器间：{served[A]}次请求由甲答、{served[B]}次由乙答，", end="")
    print(f"最慢{max(hopper.seconds):.1f}秒；成批打印在第三台，两台下载的文件相同")


def test_a_form_sent_to_both_at_the_same_moment_is_carried_out_once(
    machines: list[Machine], last_month: date
) -> None:
    hopper, unit = Hopper(list(machines[:2])), Unit.objects.get(order=1)
    hopper.login("chief", PASSWORD)
    started = time.perf_counter()
    for race in range(RACES):
        form = ready_to_save(hopper, entry(last_month, unit, f"同时第{race}次"))
        assert sent_to_both(hopper, form) == [302, 302]
    taken = time.perf_counter() - started

    facts = Finding.objects.order_by("id").values_list("fact", flat=True)
    assert list(facts) == [f"同时第{race}次" for race in range(RACES)]
    print(f"同一份表单同时交给两台机器{RACES}次：各登记一次，共{taken:.1f}秒")


def sent_to_both(hopper: Hopper, form: dict[str, str]) -> list[int]:
    """The same form to both machines at once; the statuses."""
    start, found = threading.Barrier(2), {}
    body = urlencode({"csrfmiddlewaretoken": hopper.cookies["csrftoken"], **form}).encode()

    def send(on: int) -> None:
        twin = Hopper(hopper.machines, cookies=dict(hopper.cookies))
        start.wait()
        found[on] = twin.ask("POST", "/record/", body, on=on).status

    threads = [threading.Thread(target=send, args=(on,)) for on in (A, B)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[A], found[B]]
