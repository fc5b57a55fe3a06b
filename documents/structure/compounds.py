"""Two-syllable words of administrative Vietnamese: first syllable, then what may follow it.

Used to tell a doubled word ("của của") from one word that ends as the next begins ("giao thông thông minh"):
an exception needs both words to be known. Lower case, tone marks placed as in "hòa".
"""

from __future__ import annotations

from documents.structure.tones import same_tone

_SEED = """
an: ninh toàn sinh ủi tâm cư bình nhàn lành định
anh: hùng em chị dũng
ảnh: hưởng
áp: dụng lực
âm: nhạc thanh mưu
bài: viết học trừ hát thi tập
ban: hành ngành bí đầu đêm
bàn: bạc giao ghế
bản: sắc thân chất lĩnh đồ tin tự vị làng mường quyền
bạn: bè đọc trẻ
bảng: biểu điểm
bao: gồm cấp bọc dung
bảo: vệ đảm hiểm tồn quản mật trợ tàng hộ hành lãnh trì dưỡng
báo: cáo chí động tin hiệu đài
bạo: lực hành
bão: lũ
bằng: khen cấp chứng lòng
bất: cập ngờ bình động kỳ thường công lợi
bệnh: viện nhân tật dịch
bên: cạnh trong ngoài
bền: vững bỉ chặt
bí: thư mật quyết
biên: giới bản soạn chế tập phòng cương
biến: đổi động chất
biển: đảo cả
biểu: quyết dương diễn hiện mẫu đạt tượng thị
biệt: phái lập danh
bình: đẳng chọn xét luận thường dân yên quân an tuyển ổn
bộ: máy phận đội môn trưởng ngành mặt tộc
bồi: dưỡng đắp thường hoàn
bổ: sung nhiệm ích trợ
bối: cảnh
bùng: phát
bước: đầu tiến đi ngoặt
bức: xúc thư thiết tranh
ca: khúc múa ngợi nhạc sĩ
cá: nhân biệt tính thể
cách: mạng thức làm ly
cải: cách thiện tiến tạo
cam: kết go đoan
cảm: hóa xúc ơn động nhận hứng tình tưởng
cán: bộ sự cân
cảnh: quan sát báo giác cáo vệ
cao: điểm đẳng cấp quý đẹp trào tuổi cả thượng niên tốc nguyên
cạnh: tranh
cấp: ủy bộ trên dưới huyện tỉnh xã cơ phát bách thiết cứu học tốc
câu: lạc chuyện hỏi kết
cầu: đường nối thị thang
cây: xanh trồng cối ăn
chặt: chẽ
chăm: lo sóc chỉ ngoan
chân: dung thành lý chính thực
chấp: hành thuận nhận
chất: lượng vấn thải kích liệu độc
châm: ngôn
chậm: tiến trễ
chế: độ biến tạo tài ngự
chỉ: đạo tiêu thị huy số định dẫn giới
chi: đoàn bộ hội tiết phí nhánh trả
chia: sẻ tay cắt
chiến: dịch lược sĩ sỹ thắng công đấu khu tranh trường
chiều: sâu hướng
chính: trị sách quyền quy đáng thức xác phủ đảng kiến nghĩa tả
chịu: trách khó
cho: vay phép thuê
chọn: lọc lựa
chống: phá đuối tham dịch
chủ: đề trương tịch động nghĩa trì nhiệm quyền đạo thể nhật yếu tọa điểm lực
chú: trọng ý
chuẩn: bị mực y hóa đoán
chung: tay sức kết cuộc khảo
chung: cư
chương: trình mục
chứng: nhận minh chỉ kiến thực
chức: năng danh vụ sắc trách vị
chuyên: môn đề mục nghiệp gia cần viên trách sâu
chuyển: đổi giao biến hướng hóa tải tiếp
chuyện: kể
chữa: bệnh cháy
con: người em đường số cháu
công: tác trình an nhân nghệ chức đoàn khai bằng dân cộng nghiệp lập văn ty tâm nhận viên bố tơ thức minh lao thương cụ ước
cộng: đồng sản tác hòa
cổ: vũ động truyền đông phần
cố: gắng định vấn
cơ: sở quan chế cấu hội bản động khí giới
củng: cố
cụ: thể
cuộc: thi sống vận họp đời
cung: cấp ứng ứng cầu
cùng: nhau với chung
cư: trú dân
cử: tri tuyển nhân tạ
cứng: rắn
cứu: trợ nước hộ nạn
cựu: chiến
cường: quốc độ
danh: sách hiệu mục dự lam nhân
dân: tộc số sinh cư vận chủ chúng quân gian phòng tình trí quyền lập
dẫn: đầu dắt chứng
dạy: nghề học bảo
dày: dặn
di: tích sản chúc dời tản chuyển động
dịch: vụ bệnh tễ
diện: tích mạo
diễn: đàn biến ra tập đạt giả tả
dịp: lễ
doanh: nghiệp nhân thu trại
dòng: sông họ
dự: án báo thảo kiến thi toán trữ phòng bị nguồn
dụng: cụ
dư: luận nợ
dưới: đây
dương: lịch
dũng: cảm
dung: lượng hòa
duy: trì nhất tu
duyệt: binh xét
đa: dạng số phương
đại: hội biểu diện học đoàn tướng lễ sứ chúng lý trà
đảm: bảo nhận đang đương
đảng: viên ủy bộ phí đoàn tịch
đánh: giá dấu bại
đào: tạo ngũ
đạo: đức lý
đạt: chuẩn được
đặc: biệt khu trưng thù sắc điểm sản
đăng: ký tải cai
đấu: tranh giá thầu
đầu: tư năm tiên mối tàu ra đuôi vào
đất: nước đai liền
đẩy: mạnh lùi
đề: xuất án nghị cương cử tài cao ra xướng bạt
đêm: nhạc hội
địa: phương chỉ bàn danh điểm vị giới hình
điểm: đến nhấn trường sáng mới số
điện: tử thoại biên lực ảnh
điều: kiện lệ hành tra phối chỉnh khoản động tiết ước trị
định: hướng kỳ mức cư
đóng: góp
đoàn: viên kết thể phí kết
đoạn: đường
đô: thị
độ: tuổi
đối: tượng thoại với ngoại tác chiếu chứng
đội: viên ngũ hình tuyển
độc: lập đáo hại giả tố
đồng: chí hành bào bộ thời chủ đội phục hương ruộng lòng thuận tình
đổi: mới thay
động: viên lực thái vật đất
đột: phá xuất
đời: sống sau
đơn: vị thư giản giá
đỡ: đầu
đường: lối phố dây thủy sắt bộ
đức: dục tính
em: bé nhỏ thiếu nuôi
gắn: với kết bó
gặp: gỡ mặt khó
gia: đình tăng nhập cảnh cầm súc đình
giá: trị cả rét
giải: pháp quyết phóng thưởng trí trình đáp tỏa bóng đấu
giai: đoạn cấp
giám: sát đốc khảo định
giao: thông lưu ban dịch nhiệm ước tiếp
giáo: dục viên dân án phái hội sư
giảng: dạy viên
giấy: mời phép khen tờ chứng
gian: khổ nan hàng lận
giữ: gìn vững
giữa: kỳ năm
giới: thiệu trẻ hạn tính
giúp: đỡ việc sức
gương: mẫu điển
hạ: tầng tuyến
hải: đảo quân
hàng: năm hóa hải không tháng
hằng: năm tháng quý ngày tuần
hành: động chính trình vi quân lang nghề khúc
hậu: quả cần phương
hạnh: phúc kiểm
hạt: nhân
hè: tình
hệ: thống lụy số thứ
hiện: đại thực nay trạng hành hữu diện
hiệu: quả lực trưởng ứng triệu
hình: thức thành ảnh mẫu sự tượng
hiến: máu pháp kế
hiểu: biết
hòa: bình nhập giải hợp đồng
hoa: phượng đăng quả màu
hoàn: thành thiện cảnh toàn lương
hoạt: động
hóa: đơn chất
học: tập sinh viên đường bổng kỳ phí phần hỏi thuật nghề vấn hành lực
hội: nghị viên thi thảo đồng nhập trại liên đoàn diễn sinh cựu nông phụ hè trường lhtn lhpn ý đồng đàm chợ thao chữ
họp: mặt báo
hôn: nhân
hỗ: trợ
hợp: tác lý đồng pháp thức nhất xướng
hộ: gia nghèo khẩu tịch
hùng: mạnh vĩ
huy: động chương hiệu
huyện: đoàn ủy đảo
huấn: luyện
hướng: dẫn nghiệp tới đến về ứng
hưởng: ứng thụ lợi
hữu: nghị cơ ích
ích: lợi
ít: nhất
kế: hoạch thừa toán tiếp
kết: quả nạp hợp luận nối nghĩa cấu thúc tinh
khả: năng thi
khám: bệnh phá tuyển
khảo: sát cổ
khắc: phục phục họa
khai: thác mạc trương giảng
khen: thưởng ngợi
khẳng: định
khó: khăn
khoa: học
khóa: học luận
khối: lượng thi
khởi: nghiệp động công xướng nguồn
khơi: dậy
không: gian khí quân chỉ ngừng
khu: vực dân phố nhà công nghỉ
khuyến: khích học nghị mãi
khuyết: tật điểm
kích: thích cầu
kiểm: tra điểm soát phiếu định kê sát
kiên: trì cường quyết định
kiến: thức nghị trúc thiết tạo
kiện: toàn
kiều: bào
kim: chỉ
kinh: tế phí nghiệm doanh
ký: kết túc
kỳ: họp vọng thi nghỉ niệm
kỷ: niệm luật cương nguyên
kỹ: năng thuật
kịp: thời
lãnh: đạo thổ sự
lao: động
lạc: hậu quan bộ
làm: việc theo chủ giàu kinh
làng: nghề bản
lan: tỏa
lành: mạnh
lắng: nghe
lập: nghiệp trường kế dị thân công
lâu: dài
lễ: hội tân
lên: kế đường
lịch: sử sự
liên: hoan hiệp đoàn kết hệ thông quan hợp đội ngành tục tịch chi
liệt: sĩ sỹ kê
linh: hoạt
lĩnh: vực
lớp: học
lòng: yêu tự tin
lối: sống
lợi: ích thế nhuận dụng
lồng: ghép
luân: chuyển
luận: điệu văn
luật: pháp sư lệ
lực: lượng
lưu: ý giữ trữ động học vực niệm
lượng: giá
lưỡng: lự
lý: tưởng luận do lịch
mạng: xã lưới
máy: móc tính
màu: sắc
mặt: trận bằng hàng
mạnh: mẽ dạn thường
mẫu: giáo số mực
minh: họa bạch chứng
miền: núi nam bắc
mô: hình
môi: trường
mở: rộng đầu mang
một: số cách
mục: tiêu đích
mua: bán sắm
mùa: hè xuân thi đông
mức: độ sống
nam: giới nữ
năng: lực lượng động suất khiếu
nâng: cao đỡ
nắm: bắt vững
nền: tảng nếp
nếp: sống
ngành: nghề nghề
ngân: hàng sách
nghề: nghiệp
nghèo: khó
nghệ: thuật sĩ an
nghị: quyết lực định trường sự
nghĩa: vụ tình trang
nghiên: cứu
nghiêm: túc minh trọng
nghiệp: vụ đoàn
ngoài: ra nước
ngoại: ngữ giao khóa hạng
nguồn: lực vốn nhân gốc cội
nguyên: tắc nhân liệu đán
nguyện: vọng
ngày: hội lễ càng nay
ngăn: chặn
người: dân lao có già khuyết
nguy: cơ hiểm
nhà: nước trường văn ở tạm giáo khoa trọ thiếu tài đầu báo cửa
nhân: dân lực dịp viên rộng tài đạo ái cách sự vật văn quyền loại
nhận: thức diện định được xét
nhanh: chóng
nhạy: bén
nhất: trí quán là
nhật: ký
nhi: đồng
nhiệm: vụ kỳ
nhiệt: tình huyết
nhiều: năm
nhóm: họp
nhu: cầu
niềm: tin tự vui
niên: khóa
nổi: bật
nội: dung bộ lực quy vụ
nông: thôn nghiệp dân sản
nơi: cư
nữ: sinh công
nước: sạch nhà ngoài nguồn
ổn: định
phạm: vi pháp
phản: biện ánh bác hồi ứng động
phát: triển động huy hiện thanh hành sinh biểu thải sóng thưởng
pháp: luật lý lệnh
phân: công tích bổ loại định phối hóa
phấn: đấu khởi
phần: việc mềm thưởng
phẩm: chất
phê: duyệt bình
phi: thường
phiên: họp
phong: trào phú cách tục
phòng: chống ngừa họp ban tránh học
phó: bí chủ
phố: biến phường
phổ: biến cập thông
phối: hợp
phụ: trách nữ huynh lục cấp trợ
phục: vụ hồi
phúc: lợi lộc
phương: hướng án pháp thức châm tiện
phường: xã
phụng: sự
quan: tâm trọng hệ điểm sát niệm
quán: triệt
quản: lý trị
quân: đội sự dân y nhân ngũ
quảng: bá trường ninh
quốc: phòng gia tế hội khánh ca doanh
quy: định chế hoạch trình mô tắc ước
quỹ: học vì đất
quyền: lợi hạn lực
quyết: định tâm liệt nghị toán
quý: báu
ra: quân soát sức mắt đời
rà: soát
rác: thải
rèn: luyện
rõ: ràng nét
rộng: rãi khắp lớn
rút: ngắn kinh
sách: lược
sản: xuất phẩm vật
sàn: giao
sáng: tạo kiến tác
sân: chơi khấu
sắp: xếp
sâu: rộng sắc
sinh: hoạt viên nhật sống thái động
số: hóa lượng liệu
sôi: nổi
sống: động
sở: hữu ngành thích
sơ: kết
soạn: thảo
sử: dụng
sự: kiện nghiệp việc cố thật phát tham
sức: khỏe mạnh trẻ lực
suy: thoái nghĩa
sửa: chữa đổi
tác: phong động phẩm hại giả chiến
tài: liệu năng chính nguyên trợ khoản sản xế
tái: tạo định cơ
tại: chỗ địa
tạm: trú thời
tạo: điều nguồn môi việc dựng
tăng: cường trưởng gia
tặng: quà thưởng
tấm: gương
tâm: lý tư huyết thần
tầm: nhìn quan
tân: binh
tần: suất
tầng: lớp
tập: huấn trung hợp thể luyện đoàn quán
tất: cả
tế: bào
tệ: nạn
tham: gia mưu quan nhũng dự luận
thành: lập tích phố công viên tựu đoàn phần ủy thạo quả
thanh: niên tra toán lịch tân xuân
thách: thức
thảo: luận
thao: trường tác
thắng: lợi
thăm: hỏi
thẩm: quyền định mỹ
thân: thiện nhân thể yêu
thay: đổi mặt thế
thất: nghiệp
theo: dõi
thể: hiện thao chế dục lực thức
thế: hệ giới mạnh
thêm: nữa
thị: trường trấn xã đoàn trấn
thi: đua hành công đấu tuyển
thích: hợp ứng
thiên: tai nhiên
thiện: nguyện
thiết: thực chế bị kế lập yếu thực
thiếu: nhi niên thốn sót
thỏa: thuận
thông: tin qua báo minh suốt điệp tư tri
thống: nhất kê
thôn: bản xóm
thôi: thúc
thời: gian kỳ đại hạn sự cơ điểm
thu: hút nhập hồi gom
thú: vị
thủ: tục trưởng đô tướng công
thuận: lợi
thuế: thu
thuộc: tính địa
thư: viện ký
thực: hiện tiễn tế trạng hành sự phẩm chất tập thi vật
thường: xuyên trực vụ niên kỳ
thương: binh mại hiệu lượng
thưởng: thức
thúc: đẩy
thủy: lợi sản
tích: cực hợp lũy
tiên: phong tiến phuống
tiền: phong đề tệ lương
tiến: tới bộ độ hành
tiếng: anh nói việt
tiếp: tục cận sức thu nhận xúc nối theo đón
tiết: kiệm mục
tiêu: chí biểu chuẩn cực thụ dùng đề
tiểu: học ban
tìm: hiểu kiếm
tin: tưởng học tức
tín: dụng chấp đồ nhiệm
tinh: thần gọn nhuệ hoa
tình: nguyện hình nghĩa yêu cảm trạng huống
tỉnh: đoàn ủy lẻ
tính: chất mạng toán
toàn: quốc diện dân thể vẹn cầu
tọa: đàm
tố: cáo
tổ: chức quốc trưởng hợp
tôn: giáo vinh trọng tạo
tổng: kết hợp số thể phụ
tốt: nghiệp đẹp
tội: phạm
trách: nhiệm
trao: đổi tặng
trái: phép
trại: hè
trang: bị trọng thiết web trại
trật: tự
tranh: thủ cử
tri: ân thức
trị: an
trí: thức tuệ lực
trình: độ bày diễn tự
triển: khai lãm
trọng: tâm điểm đại yếu
trồng: trọt cây mới rừng
trong: sạch sáng
trợ: giúp cấp lý
trú: quán
trung: ương thành tâm thực hạn hòa
trường: học hợp kỳ
trưởng: thành ban phòng thôn
truyền: thống thông hình thanh đạt tải
trực: tiếp tuyến thuộc quan
trước: mắt hết đây
tư: tưởng vấn duy liệu pháp tưởng tưởng nhân
tự: hào giác quản tin nguyện học vệ do lực tôn
tuần: tra lễ hoàn hành
tuân: thủ
tuổi: trẻ thơ
tuyên: truyền dương giáo thệ
tuyến: đường đầu phố
tuyển: dụng sinh chọn
từ: thiện bỏ
tương: lai trợ ứng thân tác đối
tưởng: nhớ niệm
tượng: đài trưng
ủng: hộ
ủy: ban viên quyền thác
uy: tín
ứng: dụng phó xử cử
ưu: tú tiên điểm đãi
vai: trò
văn: hóa nghệ bản minh phòng kiện thư bằng học
vận: động dụng chuyển hành tải
vấn: đề
vật: chất liệu tư
vật: nuôi
vị: trí thế
viện: trợ phí
việc: làm
viên: chức mãn
vinh: danh dự quang
vi: phạm
vì: đàn cộng sự
vệ: sinh tinh
vốn: vay liếng
vui: chơi tươi
vùng: sâu xa cao biên
vươn: lên xa
vượt: khó qua
vững: mạnh vàng tin chắc chắc bước
xác: định minh nhận
xã: hội viên đảo
xanh: sạch tươi
xây: dựng mới
xếp: loại
xem: xét
xét: duyệt tặng chọn tuyển
xử: lý sự
xuân: tình
xuất: sắc bản khẩu phát hiện
xúc: tiến
xung: kích
xứng: đáng
xu: hướng thế
ý: thức kiến nghĩa tưởng chí
y: tế bác
yêu: cầu nước thương
yếu: tố thế kém
yên: bình
bản: sao gốc thảo
biện: pháp chứng
chi: ủy
công: việc
cư: xử
hạng: mục
hoạch: định
khỏe: mạnh khoắn
luyện: tập
mọi: người
năm: học
nghiệm: thu
phù: hợp hiệu
sách: báo
tiềm: năng lực
tra: cứu soát
trào: lưu
trẻ: em tuổi trung hóa
tư: cách
viễn: thông
vụ: việc án
xếp: hạng
cấp: cứu phó dưỡng
đề: án
kết: nối nạp
nhận: định thầu
thầu: phụ
vận: may
lớn: mạnh
lao: động
sống: còn
ăn: uống
uống: nước
chuẩn: xác
xác: thực
thực: thi đơn
đơn: giản thư
giản: dị
quyền: năng
minh: mẫn
phúc: tra
độ: dài rộng
đảo: nhỏ
chủ: nhân
lý: giải
giải: ngân
ngân: khố
trị: giá
chế: tài độ
tài: trợ
trợ: lực
cầu: lông
bóng: đá chuyền
lưu: loát
chuyên: nghiệp
nghiệp: dư
dư: thừa
thừa: kế nhận
dân: số
số: phận
phận: sự
"""


def _words() -> frozenset[str]:
    words: set[str] = set()
    for line in same_tone(_SEED).strip().splitlines():
        head, rest = line.split(":")
        words.update(f"{head} {tail}" for tail in rest.split())
    return frozenset(words)


#: "giao thông", "thông minh", …
COMPOUNDS = _words()

#: Words that are made by doubling, or that stand twice for a reason ("năm năm": five years).
REDUPLICATED = frozenset(
    "đời luôn mãi dần từ nhà người ngày đêm thường khăng song rưng ngành trùng điệp chung năm lâu ai đâu nơi "
    "đều sừng hừng bừng tưng rành xôn ào ầm mênh thênh thoang nườm phăng phừng".split()
)

#: Words that end in a function word, which may then stand again: "quyền tự do do pháp luật quy định".
ENDING_IN_FUNCTION = frozenset(
    {
        "tự do", "lý do", "tiếp theo", "nhà ở", "chỗ ở", "nơi ở", "sẵn có", "vốn có",
        "hiện có", "bên trong", "bên ngoài", "bên trên", "phía trên", "phía dưới", "trở về",
    }
)  # fmt: skip

#: Syllables that never end one word and begin another: doubled, they are a slip.
FUNCTION_WORDS = frozenset(
    "của và với các những cho là được bị để tại có không theo đến do bởi khi thì mà này đã sẽ đang rất cũng như trên dưới "
    "trong ngoài về hoặc hay bằng vào ra nên nhằm nếu tuy vì mỗi mọi ở lại".split()
) - {"ra", "vào", "hay", "lại"}
