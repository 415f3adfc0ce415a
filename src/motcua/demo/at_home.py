"""Citizens whom one can sign in as, and what they did at home: drafts, lodging, paying.

Each story is told where the citizen has no dossier of the procedure under way, so a later
morning tells again those that have come to their end meanwhile.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.demo import answers, money
from motcua.demo.answers import Filled, Photo
from motcua.demo.cast import Cast, Entrance, enter
from motcua.demo.citizens import ISSUER, DemoCitizen, named, said_of, typed
from motcua.demo.enacting import Planned, finish, hand_over, lodging_of, terms_at, usual_path
from motcua.demo.moments import midnight
from motcua.demo.office_scenes import carry_up_to
from motcua.demo.town import Town
from motcua.documents.held_papers import kind_for
from motcua.documents.models import StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.lifecycle import ENDED_STATES, ResultMode
from motcua.dossiers.models import Dossier, OnlineDraft, Origin, PaperForm
from motcua.dossiers.services.acceptance import accept_at_desk, likely_duplicates
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.online import lodge_online
from motcua.dossiers.services.online_drafts import (
    ForWhom,
    attach_stored,
    begin_draft,
    definition_for,
    drafts_of,
    file_fields,
    save_answers,
)
from motcua.dossiers.services.paying import open_charge_order
from motcua.dossiers.services.submitted import accept_submitted
from motcua.payments.models import Order
from motcua.payments.services.orders import ask
from motcua.people.citizens import Citizen
from motcua.people.identities import sign_in_as
from motcua.people.models import Identity, Person
from motcua.people.services import remember_people
from motcua.procedures.models import Channel, Procedure

DRAFTING: Final = "mai"
PAYING: Final = "khanh"
KEEPING: Final = "thu"
BIRTH_AGAIN: Final = "1.004884"
BIRTH_PAPER: Final = "giay-khai-sinh"
"""The kind of the paper that the counter has scanned."""
LONG_AGO: Final = 25
LATELY: Final = 2
NIGHT: Final = timedelta(hours=13)
"""Between lodging in the evening and acceptance in the morning."""
EVENING: Final = timedelta(hours=3)
"""Before the reference day begins: nobody has answered yet."""
PLACE_AT_BANK: Final = 80
Then = Callable[[Dossier, Planned, Town, random.Random], object]


@dataclass(frozen=True, slots=True)
class Story:
    """Who lodges what from home, so many working days ago, and what has become of it.

    ``days_ago`` 0 is the evening before the reference day.
    """

    who: str
    form: Filled
    days_ago: int
    then: Then
    is_once: bool = False


def citizen_of(one: DemoCitizen, at: datetime) -> Citizen:
    """Return ``one`` as signed in, with an address, as somebody who was here before."""
    known = Identity.objects.filter(issuer=ISSUER, subject=one.key).first()
    if known is None:
        remember_people([typed(one)], at=at)
        known = Identity.objects.get(account=sign_in_as(said_of(one), at=at, is_demo=True))
    return Citizen(known.account_id, known.person_id, one.name, one.level)


def is_free(one: DemoCitizen, code: str, town: Town) -> bool:
    """Say whether ``one`` has no dossier of that procedure under way, whoever lodged it."""
    if code not in town.terms:
        return False
    procedure_id = town.terms[code].procedure_id
    person = Person.objects.filter(identity_number=one.personal_number).first()
    if person is None:
        return True
    own = Dossier.objects.filter(applicant=person, procedure_id=procedure_id)
    is_under_way = own.exclude(state__in=sorted(ENDED_STATES)).exists()
    # Nor may it look to the counter as one that was lodged already.
    return not is_under_way and not likely_duplicates(person.pk, procedure_id, at=town.until)


def leave_drafts(town: Town) -> None:
    """Leave three drafts: barely begun, with questions that an answer brings, and complete."""
    citizen = citizen_of(named(DRAFTING), town.until)
    there = {draft.procedure.code for draft in drafts_of(citizen)}
    for number, form in enumerate(DRAFTS):
        if form.procedure not in there and form.procedure in town.terms:
            _fill(citizen, form, town, town.until + timedelta(minutes=20 * number))


def lodged(cast: Cast) -> list[Entrance]:
    """Let citizens have lodged from home, and one at the counter with a paper to keep."""
    town = cast.town
    is_first = town.since is None
    told = [_entrance(cast, story) for story in STORIES if is_first or not story.is_once]
    if is_first:
        told.append(_counter(cast))
    return [entrance for entrance in told if entrance is not None]


def _entrance(cast: Cast, story: Story) -> Entrance | None:
    town, one = cast.town, named(story.who)
    days = town.open_days(story.days_ago)
    if not is_free(one, story.form.procedure, town) or (story.days_ago and not days):
        return None
    at = midnight(town.reference_on) - EVENING
    if story.days_ago:
        at = town.time.in_day(cast.chance, days[0], latest=0.3)
    planned = replace(
        cast.plan(story.form.procedure, at, channel=Channel.ONLINE),
        applicant=typed(one),
        submitted_at=at - NIGHT if story.days_ago else at,
        result_mode=ResultMode.ELECTRONIC,
    )
    return enter(planned, partial(_lodge, story, planned, town))


def _lodge(story: Story, planned: Planned, town: Town, chance: random.Random) -> None:
    at = planned.submitted_at
    citizen = citizen_of(named(story.who), at)
    draft = _fill(citizen, story.form, town, at)
    dossier = lodge_online(draft, citizen=citizen, at=at, origin=Origin.DEMO)
    story.then(dossier, planned, town, chance)


def _fill(citizen: Citizen, form: Filled, town: Town, at: datetime) -> OnlineDraft:
    draft = begin_draft(
        citizen=citizen,
        procedure=Procedure.objects.get(code=form.procedure),
        agency=town.hall.agency,
        whom=ForWhom(),
        at=at,
    )
    draft = save_answers(draft, form.typed, version=draft.version, at=at)
    fields = file_fields(definition_for(draft))
    for photo in form.photos:
        field = next(f for f in fields if photo.question == f.id or photo.question in f.words())
        file = store_file(_upload(photo), actor=SYSTEM, at=at)
        attach_stored(draft, field, file, at=at)
    return draft


def _upload(photo: Photo) -> SimpleUploadedFile:
    return SimpleUploadedFile(photo.name, photo.picture(), "image/png")


def _wait(_dossier: Dossier, _planned: Planned, _town: Town, _chance: random.Random) -> None:
    """Wait for the desk's answer."""


def _begin_to_pay(
    dossier: Dossier, planned: Planned, _town: Town, _chance: random.Random
) -> Order:
    at = planned.submitted_at
    return ask(open_charge_order(dossier, None, at=at), "vietqr", at=at)


def _pay_and_get(dossier: Dossier, planned: Planned, town: Town, chance: random.Random) -> Dossier:
    order = _begin_to_pay(dossier, planned, town, chance)
    at = planned.submitted_at + timedelta(minutes=4)
    money.transfer(town, order.number, order.amount_dong, PLACE_AT_BANK, at=at)
    return _get(dossier, planned, town, chance)


def _get(dossier: Dossier, planned: Planned, town: Town, chance: random.Random) -> Dossier:
    """Have the result, at home, as soon as it is there."""
    accepted = _accept(dossier, planned, town)
    ready_at = finish(accepted, planned, town.venue, chance)
    return hand_over(accepted, planned, town.venue, chance, finished_at=ready_at)


def _up_to_leader(dossier: Dossier, planned: Planned, town: Town, chance: random.Random) -> None:
    """Have the result written; the leader has yet to sign it."""
    accepted = _accept(dossier, planned, town)
    path = usual_path(terms_at(town.hall, planned).content.process)
    before = list(takewhile(lambda step: step.role != Role.APPROVER, path))
    carry_up_to(accepted, planned, before, town, chance)


def _accept(dossier: Dossier, planned: Planned, town: Town) -> Dossier:
    return accept_submitted(
        dossier.pk,
        context=town.hall.context,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at,
    )


def _counter(cast: Cast) -> Entrance | None:
    """Let a paper that the counter compared and scanned come into its owner's store."""
    town, one = cast.town, named(KEEPING)
    days = town.open_days(LATELY)
    if not days or not is_free(one, BIRTH_AGAIN, town):
        return None
    at = town.time.in_day(cast.chance, days[-1], latest=0.5)
    planned = replace(cast.plan(BIRTH_AGAIN, at), applicant=typed(one))
    return enter(planned, partial(_hand_in, planned, town))


def _hand_in(planned: Planned, town: Town, chance: random.Random) -> None:
    hall = town.hall
    officer = hall.actor(Role.DESK_OFFICER)
    terms = terms_at(hall, planned)
    lodging = lodging_of(planned, terms, chance, hall.agency)
    scan: StoredFile = store_file(
        _upload(answers.BIRTH_COPY), actor=officer, at=planned.accepted_at
    )
    papers = [
        PaperInput(paper.name, PaperForm.CERTIFIED, paper_id=paper.id, file_id=scan.pk)
        for paper in terms.content.papers_to_hand_in()
        if (kind := kind_for(paper.name, hall.context.stamp)) and kind.code == BIRTH_PAPER
    ]
    accept_at_desk(
        replace(lodging, papers=(*papers[:1], *lodging.papers)),
        context=hall.context,
        actor=officer,
        at=planned.accepted_at,
    )


DRAFTS: Final = (answers.MARRIAGE_BEGUN, answers.MARITAL_DIVORCED, answers.CERTIFIED_COPIES)
STORIES: Final = (
    Story(KEEPING, answers.MARITAL_SINGLE, LONG_AGO, _get, is_once=True),
    Story(PAYING, answers.CERTIFIED_COPIES, LATELY, _pay_and_get, is_once=True),
    Story(PAYING, answers.MARITAL_SINGLE, 1, _up_to_leader),
    Story(KEEPING, answers.TREE, 1, _up_to_leader),
    Story(PAYING, answers.COPY_OF_BIRTH, 0, _begin_to_pay),
    Story(DRAFTING, answers.COPY_OF_BIRTH, 0, _wait),
)
"""In no procedure twice, but for what ended long ago."""
