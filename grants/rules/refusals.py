"""What the triggers of migrations/0002_money_rules.py refuse, said to a person."""

from django.utils.translation import gettext_lazy as _

from editing.refusals import say

CEILING_BY_REQUEST = _(
    "The ceiling of a year that exists changes only by request: one person asks, and another approves."
)
say(
    {
        "row_keeps_its_key": _("A record keeps its key."),
        "parent_comes_first": _("What this belongs to does not exist."),
        "parent_goes_last": _("Other records belong to this one; it stays."),
        "rows_stay": _("Records of money are not emptied."),
        "value_has_its_type": _("An amount is a whole number of satang, and a state is a word."),
        "programme_starts_empty": _("A new programme is planned or open, and nothing is allocated yet."),
        "programme_moves_in_order": _("A year is planned, then open, then closed."),
        "programme_closes_without_live_agreements": _("An agreement of the year still runs."),
        "programme_closed_is_fixed": _("The year is closed; its money does not change."),
        "programme_keeps_its_year": _("The programme has begun and keeps its fiscal year."),
        "ceiling_changes_by_request": CEILING_BY_REQUEST,
        "ceiling_change_is_of_what_stands": _(
            "The ceiling is another one than when this was asked for. Refuse it and ask anew."
        ),
        "allocation_within_one_region": _("This organisation is of another region."),
        "year_is_closed": _("The year is closed; its money does not change."),
        "year_is_not_open": _("Money moves only while the year is open."),
        "year_is_accounted_for": _(
            "Money of the year is neither returned, carried nor explained; the year cannot be closed."
        ),
        "allocation_keeps_its_owner": _(
            "The allocation is no longer only planned and keeps its organisation."
        ),
        "allocation_starts_uncommitted": _("A new allocation is planned."),
        "allocation_moves_in_order": _("The allocation cannot go from its state into that one."),
        "allocation_cancelled_is_fixed": _("This allocation is cancelled; its amount does not change."),
        "allocation_cancelled_without_live_agreements": _(
            "Its agreement still runs. End or cancel the agreement first."
        ),
        "allocation_is_cancelled": _("This allocation is cancelled."),
        "counter_is_a_sum": _("This sum is counted from its parts and not written by hand."),
        "agreement_starts_as_draft": _("A new agreement is a draft."),
        "agreement_moves_in_order": _("The agreement cannot go from its state into that one."),
        "agreement_keeps_its_owner": _("An agreement keeps its allocation and its number."),
        "agreement_keeps_who": _("Who recorded the signing stays."),
        "agreement_ends_when_reported": _("An agreement ends when all its reports are accepted."),
        "agreement_over_is_fixed": _("The agreement is over; its amount does not change."),
        "agreement_stays": _("An agreement does not disappear; it is cancelled."),
        "instalment_starts_planned": _("A new instalment is planned."),
        "instalment_of_what_runs": _("The instalment is no longer only planned, or its agreement is over."),
        "instalment_keeps_its_owner": _("An instalment keeps its agreement and its number."),
        "instalment_moves_in_order": _("The instalment cannot go from its state into that one."),
        "instalment_paid_in_force": _("Only an agreement in force is paid."),
        "instalment_waits_for_report": _("The report of the instalment before is not accepted yet."),
        "instalment_cancelled_with_its_agreement": _("An instalment is cancelled with its agreement."),
        "instalment_keeps_who": _("Who asked for a payment and who approved it stays."),
        "entry_stays": _("An entry of the ledger never changes and never disappears; correct it by another."),
        "entry_fits_the_agreement": _("The agreement takes no such entry in its state."),
        "entry_pays_an_approved_instalment": _("Only an approved instalment is paid, as a whole."),
        "entry_takes_back_a_payment": _("Only a payment that was made is taken back, as a whole."),
        "entry_interest_not_negative": _("No more interest is taken off than was returned."),
        "entry_interest_within_paid": _("The interest is more than the money it is on. Check the amount."),
        "days_are_possible": _("A day cannot be of this agreement and its fiscal year. Check the year."),
        "report_starts_as_draft": _("A new report is a draft."),
        "report_keeps_its_owner": _("A report keeps its instalment."),
        "report_accepted_is_fixed": _("An accepted report does not change."),
        "report_moves_in_order": _("The report cannot go from its state into that one."),
        "report_sent_is_fixed": _("A report that is sent changes only after it is returned for correction."),
        "report_participants_add_up": _("The networks add up to another number of participants."),
        "report_of_a_paid_instalment": _("A report counts as received what the ledger says was paid."),
        "report_starts_from_the_last": _("A report starts from the end of the last one."),
        "report_shows_or_says_why": _("Attach evidence and say how many took part, or say here why not."),
        "report_tells_what_came_back": _("A report counts what came back since the last one was sent."),
        "amendment_of_what_runs": _("Only an agreement in force is amended."),
        "request_starts_waiting": _("What is asked for waits until another person decides on it."),
        "request_is_fixed": _(
            "What was asked for stays as it is, is decided once, and does not disappear, nor does its decision."
        ),
        "correction_of_what_is_corrected_so": _(
            "A payment is corrected as a whole, a return or interest to the right amount, and nothing else."
        ),
        "settlement_says_how": _("Unspent money is carried, explained or given back."),
        "settlement_within_one_programme": _("This agreement is of another programme."),
        "settlement_within_what_is_left": _("No more is accounted for than is left."),
        "settlement_undoes_what_counts": _("Only what is approved and counts can be undone."),
        "year_is_decided": _("A request of the year still waits for a decision."),
        "seal_stays": _("A seal of the ledger never changes and never disappears."),
        "history_stays": _("What the history says does not change and does not disappear."),
        "seal_follows_the_last": _("A seal follows the last one of its chain."),
    }
)
