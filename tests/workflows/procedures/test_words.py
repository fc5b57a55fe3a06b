from workflows.kinds import StationKind
from workflows.procedures import in_words
from workflows.procedures.catalogue import COMMUNE, WORK_PROGRAMME
from workflows.procedures.stations import Station, Who, Whose

NAMES = {"BCH": "Ban Chấp hành", "TT": "Thường trực", "secretary": "Bí thư", "format_checker": "Kiểm tra thể thức"}


def test_a_ballot_says_its_roll_rule_and_due_time() -> None:
    words = in_words(WORK_PROGRAMME.stations[3], NAMES)
    assert words.who == "Thành viên Ban Chấp hành đương nhiệm"
    assert words.rule == "Phiếu kín · quá nửa tổng số · túc số 2/3 · tối đa 2 vòng"
    assert words.due == "3 ngày làm việc · hết hạn thì đóng"
    assert words.condition == "nếu có phương án"


def test_approval_and_signing_say_who_and_how_many() -> None:
    assert in_words(WORK_PROGRAMME.stations[6], NAMES).rule == "Quá nửa duyệt, không theo thứ tự"
    assert in_words(WORK_PROGRAMME.stations[7], NAMES).who == "Bí thư, hoặc người được ủy quyền"


def test_a_station_of_another_unit_names_it_where_it_is_known() -> None:
    station = Station(StationKind.SIGN, "Ký", Who(role="secretary", of=Whose.NAMED, organisation_id=7))
    assert in_words(station, NAMES, "Tỉnh đoàn").who == "Bí thư, hoặc người được ủy quyền · Tỉnh đoàn"
    assert in_words(station, NAMES).who == "Bí thư, hoặc người được ủy quyền"


def test_a_station_of_the_superior_says_so() -> None:
    assert in_words(COMMUNE.stations[1], NAMES).who == "Thành viên Thường trực đương nhiệm của cấp trên"
